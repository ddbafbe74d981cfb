using LeadScoring.Intake;
using LeadScoring.Publishing;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Demo;

/// <summary>
/// Lets the simulated public meet the app, stop by stop: at each the people do what they were about to, the app works
/// off what is due, and what it sent is read. A dozen stops a day stand for the minutes between them.
/// </summary>
internal sealed class DemoYear
{
    private const int SalesStop = 3;
    private static readonly TimeSpan Tokyo = TimeSpan.FromHours(9);

    /// <summary>Minutes of a day, each give or take what <see cref="StopsOf"/> adds: mails go at 10 to 21.</summary>
    private static readonly int[] Minutes =
        [5, 8 * 60, (9 * 60) + 30, (10 * 60) + 20, (11 * 60) + 20, (12 * 60) + 30, 14 * 60, (15 * 60) + 30,
         (17 * 60) + 10, (18 * 60) + 30, 20 * 60, 22 * 60];

    private readonly DemoApp _app;
    private readonly DemoOptions _options;
    private readonly DateTimeOffset _start;
    private readonly DateTimeOffset _end;
    private readonly Life[] _lives;
    private readonly Dictionary<string, Life> _byEmail;
    private readonly Queue<Life> _friends;
    private readonly PriorityQueue<Act, (long, int, int)> _ahead = new();
    private readonly SalesTeam _sales;
    private readonly CostBook _costs;
    private int _acts;

    public DemoYear(DemoApp app, DemoOptions options, Truth truth, DateTimeOffset start, DateTimeOffset end)
    {
        (_app, _options, _start, _end) = (app, options, start, end);
        var days = (int)(end - start).TotalDays + 1;
        _lives = [.. Enumerable.Range(0, options.Leads).Select(index => new Life(
            Person.Of(index, options.Seed, options.Leads, days, truth), truth, options.Seed, start, Open))];
        _byEmail = _lives.ToDictionary(life => life.Person.Email, StringComparer.Ordinal);
        _friends = new Queue<Life>(_lives.Where(life => life.Person.Arrives is null));
        _sales = new SalesTeam(app.Doors, _byEmail, options.Seed);
        _costs = new CostBook(options.Seed);
    }

    public Tally Tally { get; private set; } = new();

    /// <summary>The first midnight of a demo that ends then, in the brand's zone.</summary>
    public static DateTimeOffset StartOf(DateTimeOffset end, int months) =>
        new(end.ToOffset(Tokyo).Date.AddMonths(-months), Tokyo);

    /// <param name="shown">Is told after each stop where the clock stands.</param>
    /// <param name="cancel">Stops between two stops.</param>
    public async Task RunAsync(Action<DateTimeOffset> shown, CancellationToken cancel)
    {
        await _sales.HireAsync(
            _app.Services.GetRequiredService<InForce>().Edition.Sales.Owners.Select(owner => owner.Id), cancel);
        foreach (var path in Trials.Scenarios.Select(id => $"/api/scenarios/{id}"))
            await _app.Doors.PutAsync(path, Trials.Next((await _app.Doors.AsAdminAsync(path, cancel))!), cancel);
        for (var day = 0; _start.AddDays(day) <= _end; day++)
        {
            foreach (var life in _lives) Plan(life.Day(day));
            foreach (var (number, at) in StopsOf(day).Index())
            {
                await StopAsync(at, number == SalesStop, day, cancel);
                shown(at);
            }
        }
        foreach (var campaign in _app.Services.GetRequiredService<InForce>().Edition.Campaigns.Values)
        {
            var costs = _costs.Told(campaign.Id, Truth.CostOfEntry(campaign.Product), MonthsOf(campaign));
            if (costs.Count > 0) await _app.Doors.PutAsync($"/api/campaigns/{campaign.Id}/costs", costs, cancel);
        }
        await _app.Doors.AsAdminAsync("/api/insights/refresh", new { }, cancel); // all figures are of the same moment
        await _app.DrainAsync(cancel);
    }

    /// <summary>The months of the demo in which a campaign is open, by the brand's calendar.</summary>
    private IEnumerable<string> MonthsOf(Campaign campaign) => Enumerable
        .Range(0, (int)(_end - _start).TotalDays + 1).Select(day => _start.AddDays(day))
        .Where(day => day >= campaign.Opens && day < campaign.Closes).Select(CostBook.MonthOf).Distinct();

    private async Task StopAsync(DateTimeOffset at, bool isSalesTime, int day, CancellationToken cancel)
    {
        _app.StandAt(at);
        var acts = Due(at);
        Tally = Tally.With(acts);
        foreach (var entry in acts.OfType<Enters>()) _costs.Note(entry.Campaign, at.ToOffset(Tokyo));
        _sales.Hear(acts.OfType<Buys>());
        await _app.WorkAsync(cancel);
        foreach (var kind in _app.Doors.Calls(acts, person => _lives[person].Person, _start))
        {
            await kind(cancel);
            await _app.DrainAsync(cancel); // one lead's purchase and visit of one stop go one after the other
        }
        foreach (var refers in acts.OfType<Refers>())
            if (_friends.TryDequeue(out var friend)) friend.HearOfIt(day + 1, refers.Code);
        if (isSalesTime && at.ToOffset(Tokyo).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
        {
            Plan(await _sales.WorkAsync(at, day, cancel));
            await _app.DrainAsync(cancel);
        }
        foreach (var (to, mail) in _app.Delivery.Take())
            if (_byEmail.TryGetValue(to, out var life)) Plan(life.Reads(mail, at));
        Tally = Tally with { Mails = _app.Delivery.Delivered };
    }

    private void Plan(IEnumerable<Act> acts)
    {
        foreach (var act in acts) _ahead.Enqueue(act, (act.At.UtcTicks, act.Person, _acts++));
    }

    private List<Act> Due(DateTimeOffset at)
    {
        var due = new List<Act>();
        while (_ahead.TryPeek(out var next, out _) && next.At <= at) due.Add(_ahead.Dequeue());
        return due;
    }

    /// <summary>The last one is the end itself.</summary>
    private IEnumerable<DateTimeOffset> StopsOf(int day)
    {
        var dice = new Dice(_options.Seed, day, Purposes.Stops);
        var stops = Minutes.Select(minute => _start.AddDays(day).AddMinutes(minute).AddSeconds(dice.Whole(0, 1_500)))
            .TakeWhile(stop => stop < _end).ToList();
        return stops.Count == Minutes.Length ? stops : stops.Append(_end);
    }

    /// <summary>Campaigns that anybody may enter by a form.</summary>
    private IReadOnlyList<string> Open(string product, DateTimeOffset at)
    {
        var edition = _app.Services.GetRequiredService<InForce>().Edition;
        return [.. edition.Campaigns.Values
            .Where(campaign => campaign.Product == product && campaign is { Claims: false, ClassGate.Count: 0 }
                && campaign.IsOpenAt(at, edition.Rules.Products[product]))
            .Select(campaign => campaign.Id).Order(StringComparer.Ordinal)];
    }
}

/// <summary>What happened so far, in numbers.</summary>
internal sealed record Tally(int Entries = 0, int Reactions = 0, int Orders = 0, int Mails = 0)
{
    public Tally With(IReadOnlyCollection<Act> acts) => this with
    {
        Entries = Entries + acts.Count(act => act is Enters),
        Reactions = Reactions + acts.Count(act => act is Reacts or Browses or Follows or Told or Stops),
        Orders = Orders + acts.Count(act => act is Buys),
    };
}
