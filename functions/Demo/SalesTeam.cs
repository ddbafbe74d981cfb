using System.Globalization;
using System.Text.Json.Nodes;

namespace LeadScoring.Demo;

/// <summary>
/// The owners of sales.json at work, each with a key of their own: every morning they look at the list together, share
/// the hottest free leads of it, call, and report what came of it.
/// </summary>
internal sealed class SalesTeam(
    DemoDoors doors, IReadOnlyDictionary<string, Life> people, int seed)
{
    private const int NewADay = 3;
    private const int MostCases = 28;
    private const int AlertsADay = 60;
    private const int Looked = 60;

    /// <summary>Nobody is called anew so soon.</summary>
    private const int RestDays = 90;

    private readonly List<(string Owner, string Key)> _owners = [];
    private readonly Dictionary<string, SalesCase> _cases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _again = new(StringComparer.Ordinal);
    private readonly Dictionary<int, Buys> _bought = [];

    public async Task HireAsync(IEnumerable<string> owners, CancellationToken cancel)
    {
        foreach (var owner in owners) _owners.Add((owner, await doors.KeyForAsync(owner, cancel)));
    }

    /// <summary>A purchase of somebody they work is their success.</summary>
    public void Hear(IEnumerable<Buys> orders)
    {
        foreach (var order in orders) _bought[order.Person] = order;
    }

    /// <summary>One morning; what the people they spoke with do afterwards.</summary>
    public async Task<IReadOnlyList<Act>> WorkAsync(DateTimeOffset now, int day, CancellationToken cancel)
    {
        if (_owners is not [var (first, firstKey), ..]) return [];
        var after = new List<Act>();
        var free = await FreeAsync(firstKey, day, cancel);
        foreach (var (owner, key) in _owners)
        {
            foreach (var mine in _cases.Values.Where(one => one.Owner == owner && one.NextDay <= day)
                .OrderBy(one => one.LeadId, StringComparer.Ordinal).ToList())
                after.AddRange(await WorkAsync(mine, key, now, day, cancel));
            if (_cases.Values.Count(one => one.Owner == owner) >= MostCases) continue;
            for (var left = NewADay; left > 0 && free.TryDequeue(out var lead); left--)
                await ClaimAsync(lead, owner, key, day, cancel);
        }
        _bought.Clear();
        await AcknowledgeAsync(first, firstKey, cancel);
        return after;
    }

    /// <summary>Of the newest alerts most are taken care of, some are left lying, as everywhere.</summary>
    private async Task AcknowledgeAsync(string owner, string key, CancellationToken cancel)
    {
        var page = await doors.GetAsync($"/api/insights/alerts?open=true&top={AlertsADay}", key, cancel);
        foreach (var id in page!["alerts"]!.AsArray().Select(alert => (string)alert!["alertId"]!))
        {
            var number = int.Parse(id[^6..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            if (new Dice(seed, number, Purposes.Sales).Falls(0.35)) continue;
            await doors.PostAsync($"/api/insights/alerts/{id}/acknowledge", new { by = owner }, key, cancel);
        }
    }

    /// <summary>Hottest first: whom nobody works, nor has worked lately.</summary>
    private async Task<Queue<Free>> FreeAsync(string key, int day, CancellationToken cancel)
    {
        var page = await doors.GetAsync($"/api/leads?stage=ready&claimed=no&top={Looked}", key, cancel);
        return new Queue<Free>(page!["leads"]!.AsArray()
            .Select(lead => new Free(
                (string)lead!["leadId"]!, (string)lead["product"]!,
                people.GetValueOrDefault((string)lead["email"]!)))
            .Where(lead => lead.Life is not null && _again.GetValueOrDefault(lead.Id) <= day));
    }

    private async Task ClaimAsync(Free lead, string owner, string key, int day, CancellationToken cancel)
    {
        await doors.PostAsync($"/api/leads/{lead.Id}/claim", new { }, key, cancel);
        _cases[lead.Id] = new SalesCase(lead.Id, owner, lead.Product, lead.Life!, day);
        _again[lead.Id] = day + RestDays;
    }

    private async Task<IEnumerable<Act>> WorkAsync(
        SalesCase mine, string key, DateTimeOffset now, int day, CancellationToken cancel)
    {
        if (_bought.TryGetValue(mine.Life.Person.Index, out var order) && order.Product == mine.Product)
        {
            await ReportAsync(mine, key, "outcome", DemoReports.Won(mine, order), cancel);
            _cases.Remove(mine.LeadId);
            return [];
        }
        var step = DemoReports.Next(mine, now, day, seed);
        foreach (var (door, body) in step.Reports) await ReportAsync(mine, key, door, body, cancel);
        if (step.NextDay is { } next) _cases[mine.LeadId] = mine with { NextDay = next, Turn = mine.Turn + 1 };
        else _cases.Remove(mine.LeadId);
        return step.Talked ? mine.Life.Talked(day, step.Visits) : [];
    }

    private Task<JsonNode?> ReportAsync(
        SalesCase mine, string key, string door, object body, CancellationToken cancel) =>
        doors.PostAsync($"/api/leads/{mine.LeadId}/{door}", body, key, cancel);

    private sealed record Free(string Id, string Product, Life? Life);
}

/// <summary>A lead somebody works: since when, and the day on which they go on with it.</summary>
internal sealed record SalesCase(string LeadId, string Owner, string Product, Life Life, int Since)
{
    public int NextDay { get; init; } = Since;
    public int Turn { get; init; }
}
