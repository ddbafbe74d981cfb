using System.Collections.Concurrent;
using Azure.Data.Tables;
using LeadScoring.Due;
using LeadScoring.Mail;
using LeadScoring.Sending;
using LeadScoring.Storage;
using LeadScoring.Tests.Crash;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.RollOut;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LeadScoring.Tests.Sending;

/// <summary>A pause, against mails that are being decided in the very moment.</summary>
public sealed class PauseRaceTests
{
    private const int Leads = 60;

    [Fact]
    public async Task No_mail_is_handed_over_after_a_pause_was_answered_and_each_goes_once_after_all()
    {
        var handed = new Handed();
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z", builder =>
        {
            Rulebook.Quick(builder);
            builder.Services.Replace(ServiceDescriptor.Singleton<IMailDelivery>(handed));
        });
        await brand.PostAsync("/api/reactions", new
        {
            reactions = Enumerable.Range(0, Leads).Select(n => new
            {
                id = "r", email = $"person-{n}@example.jp", type = "page-view", product = "car",
                occurredAt = "2027-01-31T23:00:00Z",
            }),
        });
        await brand.PostAsync("/api/consents", new
        {
            consents = Enumerable.Range(0, Leads).Select(n => new
            {
                email = $"person-{n}@example.jp", channel = "email", grantedAt = "2027-01-30T00:00:00Z",
                how = "paper form", wordingVersion = "2027-01", proof = $"sheet {n}",
            }),
        });
        await brand.PostAsync("/api/scenarios/car-new/pause", new { }, 200);
        await brand.AdvanceAsync("P2D");
        await brand.TravelAsync(new { now = "2027-02-03T03:00:00Z" }); // noon in Tokyo, a Wednesday
        var rounds = 0;
        while (handed.Mails.Count < Leads && rounds++ < 30)
        {
            handed.IsPaused = false;
            await brand.PostAsync("/api/scenarios/car-new/resume", new { }, 200);
            await Task.Delay(TimeSpan.FromMilliseconds(rounds * 5));
            await brand.PostAsync("/api/scenarios/car-new/pause", new { }, 200);
            handed.IsPaused = true;
            await brand.SettleAsync();
        }
        handed.IsPaused = false;
        await brand.PostAsync("/api/scenarios/car-new/resume", new { }, 200);
        await brand.AdvanceAsync("PT2M");

        Assert.Equal(0, handed.Late);
        Assert.Equal(Leads, handed.Mails.Count);
        Assert.All(handed.Mails, mail => Assert.Equal(1, mail.Value));
    }

    [Theory]
    [InlineData(Mishap.DiesBefore, 1200)]
    [InlineData(Mishap.DiesAfter, 10_000)]
    [InlineData(Mishap.IsSentTwice, 1200)]
    public async Task Thousands_of_steps_come_back_whatever_write_goes_wrong(Mishap mishap, int steps)
    {
        var weather = new OneMishap();
        await using var brand = await StormyBrand.OpenAsync(weather);
        weather.Arm(0, mishap);
        var due = brand.Get<DueIndex>();
        await SideBySide.ForEachAsync(
            Enumerable.Range(0, steps),
            (n, cancel) => due.ParkAsync(Step(n), "car-new", cancel), default);
        var resume = brand.Get<ResumeHandler>();
        weather.Arm(700, mishap);
        while ((await due.ParkedAsync("car-new", 1, default)).Count > 0)
        {
            try
            {
                await resume.HandleAsync(new StepsResumed("car-new"), default);
            }
            catch (PowerCutException)
            {
                // The queue has the message handled again.
            }
        }
        var waiting = await brand.Get<Stores>().Queues.GetQueueClient(Queues.Sends).GetPropertiesAsync();
        Assert.InRange(waiting.Value.ApproximateMessagesCount, steps, steps + 500); // a slice at most comes twice
    }

    [Fact]
    public async Task A_resumption_that_is_written_late_by_a_dying_process_is_swept_all_the_same()
    {
        var weather = new LateAndDying();
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z", builder =>
        {
            Rulebook.Quick(builder);
            builder.Services.Replace(ServiceDescriptor.Singleton<TableServiceClient>(
                made => new StormyTables(made.GetRequiredService<Stores>().Tables, weather)));
        });
        await brand.PostAsync("/api/scenarios/car-new/pause", new { }, 200);
        var due = brand.Services.GetRequiredService<DueIndex>();
        await due.ParkAsync(Step(0), "car-new", default);
        weather.Arm(() => brand.AdvanceAsync("PT88S")); // a read and a write with all their retries

        await Assert.ThrowsAsync<PowerCutException>(() => brand.Services.GetRequiredService<ControlDoor>()
            .ResumeAsync(new DefaultHttpContext().Request, "car-new", default));
        Assert.Single(await due.ParkedAsync("car-new", 1, default));
        await brand.AdvanceAsync("PT5M");

        Assert.Empty(await due.ParkedAsync("car-new", 1, default));
    }

    private static DueItem Step(int n) => new(Digest.Of($"{n}"), DueKind.Step, "car-new|1|1", "welcome");

    /// <summary>The next write of a row takes long, and is the last that the process does.</summary>
    private sealed class LateAndDying : Weather
    {
        private Func<Task>? _meanwhile;

        public void Arm(Func<Task> meanwhile) => _meanwhile = meanwhile;

        public override async Task<T> WriteAsync<T>(Func<Task<T>> write)
        {
            if (Interlocked.Exchange(ref _meanwhile, null) is not { } meanwhile) return await write();
            await meanwhile();
            await write();
            throw new PowerCutException();
        }
    }

    /// <summary>Takes every mail, and counts those that come while none may.</summary>
    private sealed class Handed : IMailDelivery
    {
        private int _late;
        private volatile bool _isPaused;

        public ConcurrentDictionary<string, int> Mails { get; } = new(StringComparer.Ordinal);

        public int Late => _late;

        public bool IsPaused
        {
            set => _isPaused = value;
        }

        public TimeSpan? ClosedFor => null;

        public Task<DeliveryReceipt> DeliverAsync(OutgoingMail mail, CancellationToken cancellationToken)
        {
            if (_isPaused) Interlocked.Increment(ref _late);
            Mails.AddOrUpdate(mail.SendId, 1, (_, times) => times + 1);
            return Task.FromResult(new DeliveryReceipt(mail.SendId));
        }
    }
}
