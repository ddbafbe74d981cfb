using System.Collections.Concurrent;
using System.Text.Json;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using LeadScoring.Mail;
using LeadScoring.Storage;
using LeadScoring.Tests.Alerts;
using LeadScoring.Tests.Journeys;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeadScoring.Tests.Conventions;

/// <summary>
/// What leaves the lead's partition: neither a queue, a log nor a call of the webhook ever holds an address, a name, a
/// phone number or a key.
/// </summary>
public sealed class PersonalDataTests
{
    /// <summary>Each long enough that no random token holds it by chance.</summary>
    private static readonly string[] Personal = ["hanako", "山田", "花子", "09012345678", "kentaro", Brand.Key];

    [Fact]
    public async Task Messages_carry_ids_only()
    {
        using var messages = new Recording();
        await using var receiver = await Receiver.OpenAsync();
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z", builder => builder.Services.AddSingleton(
            made => new Post(new RecordedQueues(made.GetRequiredService<Stores>().Queues, messages))),
            receiver.Settings);

        await TravelAsync(brand);

        Assert.All(Queues.All, queue => Assert.Contains(
            messages.Lines, line => line.StartsWith(queue + ":", StringComparison.Ordinal)));
        Offenders.None(messages.Lines.Where(line => line.Contains('@') || Holds(line)));
        Assert.NotEmpty(receiver.Calls);
        Offenders.None(receiver.Calls.Select(call => $"{call}").Where(call => call.Contains('@') || Holds(call)));
    }

    [Fact]
    public async Task Logs_hold_no_personal_data_even_when_mail_provider_and_webhook_turn_things_away()
    {
        using var logs = new Recording();
        await using var receiver = await Receiver.OpenAsync();
        receiver.Status = 500;
        await using var brand = await Brand.OpenAsync(
            "2027-02-01T00:00:00Z",
            builder =>
            {
                builder.Services.AddSingleton<ILoggerProvider>(logs);
                builder.Services.AddSingleton<IMailDelivery>(
                    made => new Moody(new OutboxDelivery(made.GetRequiredService<DataPath>().Outbox)));
            },
            [
                "--Logging:LogLevel:Default=Information", "--Logging:Console:LogLevel:Default=None",
                .. receiver.Settings,
            ]);

        await TravelAsync(brand);

        Assert.Contains(logs.Lines, line => line.Contains("mail provider", StringComparison.Ordinal));
        Assert.Contains(logs.Lines, line => line.Contains("alert webhook", StringComparison.Ordinal));
        Offenders.None(logs.Lines.Where(Holds));
    }

    private static bool Holds(string line) =>
        Personal.Any(word => line.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Entry, confirmation, look at the outbox, reactions, purchase, nurture mails, unsubscribe, and requests that are
    /// refused.
    /// </summary>
    private static async Task TravelAsync(Brand brand)
    {
        await brand.PostAsync("/api/campaigns/car-launch-2026/entries", new
        {
            entryId = "e-1",
            email = "Hanako@example.jp",
            name = "山田花子",
            phone = "090-1234-5678",
            locale = "ja",
            optIn = true,
        });
        await brand.AdvanceAsync("PT10M");
        await brand.ConfirmAsync(Assert.Single(brand.Mails()));
        using (var outbox = await brand.Http.GetAsync($"/api/outbox?code={Brand.Key}"))
            Assert.True(outbox.IsSuccessStatusCode);
        var now = (string)(await brand.GetAsync("/api/dev/time"))["now"]!;
        var reaction = new
        {
            id = "r-hanako@example.jp", email = "hanako@example.jp", type = "quote", occurredAt = now, product = "car",
        };
        await brand.PostAsync("/api/reactions", new
        {
            reactions = new[] { reaction, reaction with { id = "kentaro@example.jp", email = "kentaro@example.jp" } },
        });
        var purchase = new
        {
            id = "p-1", email = "hanako@example.jp", occurredAt = now, product = "car", amount = 3_800_000,
            currency = "JPY",
        };
        await brand.PostAsync("/api/purchases", new { purchases = new[] { purchase } });
        await brand.PostAsync("/api/leads/find", new { email = "hanako@example.jp, 山田花子" }, 400);
        await brand.AdvanceAsync("P14D");
        using var gone = await brand.Http.PostAsync(Brand.Link(brand.Mails()[^1], "unsubscribe"), null);
        Assert.True(gone.IsSuccessStatusCode);
        await brand.SettleAsync();
    }

    /// <summary>Turns every first mail away for a while, and takes it at the second try.</summary>
    private sealed class Moody(IMailDelivery inner) : IMailDelivery
    {
        private readonly ConcurrentDictionary<string, bool> _seen = new();

        public TimeSpan? ClosedFor => inner.ClosedFor;

        public Task<DeliveryReceipt> DeliverAsync(OutgoingMail mail, CancellationToken cancel) =>
            _seen.TryAdd(mail.SendId, true)
                ? throw new MailUnavailableException("busy", TimeSpan.FromMinutes(1))
                : inner.DeliverAsync(mail, cancel);
    }

    /// <summary>Everything that was logged or sent, as text, exceptions and scopes included.</summary>
    private sealed class Recording : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull
        {
            Lines.Enqueue($"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {JsonSerializer.Serialize($"{exception}")}");

        public void Dispose()
        {
        }
    }

    private sealed class RecordedQueues(QueueServiceClient inner, Recording messages) : QueueServiceClient
    {
        public override QueueClient GetQueueClient(string queueName) =>
            new RecordedQueue(inner.GetQueueClient(queueName), messages);
    }

    private sealed class RecordedQueue(QueueClient inner, Recording messages) : QueueClient
    {
        public override Task<Response<SendReceipt>> SendMessageAsync(
            string messageText, TimeSpan? visibilityTimeout = null, TimeSpan? timeToLive = null,
            CancellationToken cancellationToken = default)
        {
            messages.Lines.Enqueue($"{inner.Name}: {messageText}");
            return inner.SendMessageAsync(messageText, visibilityTimeout, timeToLive, cancellationToken);
        }
    }
}
