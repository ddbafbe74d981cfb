using System.Globalization;
using System.Text.Json.Nodes;

namespace LeadScoring.Demo;

/// <summary>
/// The owners of sales.json at work, each with a key of their own: every morning they take the hottest free leads of
/// the list, call, and report what came of it.
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
        var after = new List<Act>();
        foreach (var (owner, key) in _owners)
        {
            foreach (var mine in _cases.Values.Where(one => one.Owner == owner && one.NextDay <= day)
                .OrderBy(one => one.LeadId, StringComparer.Ordinal).ToList())
                after.AddRange(await WorkAsync(mine, key, now, day, cancel));
            if (_cases.Values.Count(one => one.Owner == owner) < MostCases) await ClaimAsync(owner, key, day, cancel);
        }
        _bought.Clear();
        if (_owners is [var first, ..]) await AcknowledgeAsync(first.Owner, first.Key, cancel);
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

    private async Task ClaimAsync(string owner, string key, int day, CancellationToken cancel)
    {
        var page = await doors.GetAsync($"/api/leads?stage=ready&claimed=no&top={Looked}", key, cancel);
        var free = page!["leads"]!.AsArray().Select(lead => (
            Id: (string)lead!["leadId"]!, Email: (string)lead["email"]!, Product: (string)lead["product"]!));
        foreach (var lead in free.Where(one => _again.GetValueOrDefault(one.Id) <= day).Take(NewADay))
        {
            if (!people.TryGetValue(lead.Email, out var life)) continue;
            await doors.PostAsync($"/api/leads/{lead.Id}/claim", new { }, key, cancel);
            _cases[lead.Id] = new SalesCase(lead.Id, owner, lead.Product, life, day);
            _again[lead.Id] = day + RestDays;
        }
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
}

/// <summary>A lead somebody works: since when, and the day on which they go on with it.</summary>
internal sealed record SalesCase(string LeadId, string Owner, string Product, Life Life, int Since)
{
    public int NextDay { get; init; } = Since;
    public int Turn { get; init; }
}
