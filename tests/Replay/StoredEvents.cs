using System.Globalization;
using LeadScoring.Identity;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Reactions;
using LeadScoring.RollOut;
using LeadScoring.Runtime.SelfHost;
using LeadScoring.Tests.Contracts;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace LeadScoring.Tests.Replay;

/// <summary>
/// The app with leads whose reactions lie in the embedded store as the product keeps them, written there in bulk and
/// not through its doors.
/// </summary>
internal sealed class StoredEvents : IAsyncDisposable
{
    private const int PerLead = 90; // and the lead's own rows: one transaction
    private static readonly string[] Types =
        ["page-view", "mail-open", "mail-click", "configurator", "dealer-search", "quote", "brochure"];

    private readonly IHost _host;
    private readonly IAsyncDisposable _paused;
    private readonly DateTimeOffset _now;

    private StoredEvents(IHost host, IAsyncDisposable paused, DateTimeOffset now) =>
        (_host, _paused, _now) = (host, paused, now);

    public List<string> Leads { get; } = [];

    public static async Task<StoredEvents> OpenAsync(
        string data, DateTimeOffset now, Action<FunctionsApplicationBuilder>? more = null)
    {
        var host = Program.Build(
            ["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default=None", $"--LeadScoring:DataPath={data}",
             "--LeadScoring:FunctionKey=the-key-of-the-benchmark"],
            builder =>
            {
                builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new MovableClock(now)));
                more?.Invoke(builder);
            });
        await Starting.PrepareAsync(host);
        await host.StartAsync();
        var paused = await host.Services.GetRequiredService<Pumps>().PauseAsync(default);
        return new StoredEvents(host, paused, now);
    }

    public T Get<T>() where T : notnull => _host.Services.GetRequiredService<T>();

    public async Task FillAsync(int total)
    {
        var edition = Get<InForce>().Edition;
        for (var stored = 0; stored < total; stored += PerLead)
        {
            var email = string.Create(CultureInfo.InvariantCulture, $"lead-{Leads.Count}@example.jp");
            Leads.Add(Get<LeadIds>().Of(EmailAddress.Parse(email, out _)!));
        }
        await SideBySide(Leads.Index(), async at =>
        {
            var reactions = Reactions(at.Index, Math.Min(PerLead, total - at.Index * PerLead)).ToList();
            var email = string.Create(CultureInfo.InvariantCulture, $"lead-{at.Index}@example.jp");
            var batch = new InboxBatch(email, Trusted: true, reactions, []);
            var change = Touch.Decide(
                new Lead { Id = at.Item }, null, batch, KnownFacts.None, edition, _now)!;
            await Get<LeadStore>().ChangeAsync(at.Item, (_, _) => change, default);
        });
    }

    /// <summary>The first leads with their events, in memory.</summary>
    public async Task<IReadOnlyList<(Lead Lead, LeadEvents Events)>> LoadAsync(int most)
    {
        var found = new (Lead, LeadEvents)[most];
        await SideBySide(Enumerable.Range(0, most), async i => found[i] = (
            (await Get<LeadStore>().LoadAsync(Leads[i], default)).Lead,
            await Get<LeadStore>().EventsAsync(Leads[i], default)));
        return found;
    }

    public async Task ReplayAsync()
    {
        await Get<ReplayDoor>().StartAsync(default);
        await Get<Pumps>().DrainAsync(default);
    }

    public async Task<int> DifferedAsync()
    {
        var parts = await Get<WalkStore>().PartsAsync(Walk.Replay(1), default);
        Assert.Equal(Leads.Count, parts.Sum(part => part.Done));
        return WalkView.Sum(parts).Differed;
    }

    public async ValueTask DisposeAsync()
    {
        await _paused.DisposeAsync();
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    private static Task SideBySide<T>(IEnumerable<T> items, Func<T, Task> act) => Parallel.ForEachAsync(
        items, new ParallelOptions { MaxDegreeOfParallelism = 48 }, async (item, _) => await act(item));

    /// <summary>Over two years, denser towards today, of few types on few days, as people are.</summary>
    private IEnumerable<Reaction> Reactions(int lead, int count)
    {
        var random = new Random(lead);
        for (var i = 0; i < count; i++)
        {
            var age = random.NextDouble();
            yield return new Reaction
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"{lead}-{i}"),
                Type = Types[random.Next(Types.Length)],
                OccurredAt = _now.AddHours(-age * age * 24 * 730),
                Product = random.Next(5) == 0 ? "camper" : "car",
                Channel = "web",
            };
        }
    }
}
