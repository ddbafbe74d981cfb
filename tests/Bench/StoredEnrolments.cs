using System.Globalization;
using LeadScoring.Consent;
using LeadScoring.Due;
using LeadScoring.Leads;
using LeadScoring.Nurture;
using LeadScoring.Publishing;
using LeadScoring.Runtime.SelfHost;
using LeadScoring.Scenarios;
using LeadScoring.Storage;
using LeadScoring.Tests.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace LeadScoring.Tests.Bench;

/// <summary>
/// The app with leads under way in scenarios, in the embedded store as the product keeps them: some whose mail is due
/// in one minute, and many that sleep. Its pumps stand still and are stepped by hand.
/// </summary>
internal sealed class StoredEnrolments : IAsyncDisposable
{
    /// <summary>Each sleeping lead is in so many scenarios.</summary>
    public const int PerSleeper = 10;

    /// <summary>A Tuesday morning in Japan, when every window of the sample's car scenarios is open.</summary>
    public static readonly DateTimeOffset Minute = new(2026, 12, 1, 1, 30, 0, TimeSpan.Zero);

    private readonly IHost _host;
    private readonly MovableClock _clock;
    private readonly IAsyncDisposable _paused;

    private StoredEnrolments(IHost host, MovableClock clock, IAsyncDisposable paused) =>
        (_host, _clock, _paused) = (host, clock, paused);

    public List<string> DueLeads { get; } = [];

    private Edition Edition => Get<InForce>().Edition;

    /// <summary>The first scenario of a stage whose first step is a mail to everybody.</summary>
    private Scenario Scenario => Edition.Scenarios["car-new"];

    public Enrolment Due => new()
    {
        Scenario = Scenario.Id,
        Version = Scenario.Version,
        Product = Scenario.Product,
        Occurrence = 1,
        HeldOut = false,
        EnteredAt = Minute.AddDays(-2),
        NextStep = Scenario.Steps[0].Id,
        DueAt = Minute,
    };

    public static async Task<StoredEnrolments> OpenAsync(string data, Uri provider)
    {
        var clock = new MovableClock(Minute.AddHours(-1));
        var host = Program.Build(
            ["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default=None", $"--LeadScoring:DataPath={data}",
             "--LeadScoring:FunctionKey=the-key-of-the-benchmark", "--LeadScoring:PublicUrl=https://app.example",
             "--SendGrid:ApiKey=a-key-of-nobody", $"--SendGrid:BaseUrl={provider}"],
            builder => builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)));
        await Starting.PrepareAsync(host);
        await host.StartAsync();
        return new StoredEnrolments(
            host, clock, await host.Services.GetRequiredService<Pumps>().PauseAsync(default));
    }

    public T Get<T>() where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>Leads whose mail is due, and enrolments that are not for a long time.</summary>
    public async Task FillAsync(int due, int sleeping)
    {
        DueLeads.AddRange(Enumerable.Range(0, due).Select(number => Id("due", number)));
        await SideBySide.ForEachAsync(
            DueLeads.Index(), (at, _) => StoreAsync(at.Item, "due", at.Index, [Due]), default);
        await SideBySide.ForEachAsync(
            Enumerable.Range(0, sleeping / PerSleeper),
            (number, _) => StoreAsync(Id("asleep", number), "asleep", number, Sleeping(number)), default);
    }

    /// <summary>The app's clock reaches the minute.</summary>
    public void ReachTheMinute() => _clock.Pass(Minute - _clock.GetUtcNow());

    /// <summary>One firing of the timer that moves what is due to its queue.</summary>
    public Task TickAsync() =>
        ActivatorUtilities.CreateInstance<DueFunctions>(_host.Services).MoveDue(null!, default);

    /// <summary>Everything on the queues is worked off; how many messages.</summary>
    public Task<int> DrainAsync() => Get<Pumps>().DrainAsync(default);

    /// <summary>The rows that a tick reads now.</summary>
    public async Task<int> RowsReadAsync()
    {
        var rows = 0;
        await foreach (var page in Get<DueIndex>().DueByAsync(_clock.GetUtcNow(), default)) rows += page.Values.Count;
        return rows;
    }

    public Task<LeadSnapshot> LoadAsync(string leadId) => Get<LeadStore>().LoadAsync(
        leadId, default, withRow: LeadRows.Send(Due.SendKey(Due.NextStep!)));

    public async ValueTask DisposeAsync()
    {
        await _paused.DisposeAsync();
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    private static string Id(string kind, int number) =>
        Digest.Of(string.Create(CultureInfo.InvariantCulture, $"{kind}-{number}"));

    /// <summary>As many enrolments as a busy lead has, over the following year.</summary>
    private IEnumerable<Enrolment> Sleeping(int number) => Enumerable.Range(1, PerSleeper).Select(occurrence => Due with
    {
        Occurrence = occurrence,
        DueAt = Minute.AddDays(1 + (number * PerSleeper + occurrence) % 365).AddMinutes(number % 1440),
    });

    private async Task StoreAsync(string id, string kind, int number, IEnumerable<Enrolment> enrolments)
    {
        var since = Minute.AddDays(-2);
        var lead = new Lead
        {
            Id = id,
            Profile = new Profile
            {
                Email = string.Create(CultureInfo.InvariantCulture, $"{kind}-{number}@example.jp"),
                Name = new Dated("山田太郎", since),
                CreatedAt = since,
                Rules = Edition.Rules.Version,
            }.AsKnown(since),
            Mail = new MailState { Email = new ConsentState(true, since, "consent|benchmark") },
        };
        lead = lead.With(lead.Product(Scenario.Product) with { Stage = Scenario.Enter.Stage, StageSince = since });
        foreach (var enrolment in enrolments) lead = lead.With(enrolment);
        var outcome = await Get<LeadStore>().ChangeAsync(id, (_, _) => new LeadChange(lead, []), default);
        foreach (var (item, at) in LeadFollowUp.Plans(outcome.After)) await Get<DueIndex>().AddAsync(item, at, default);
    }
}
