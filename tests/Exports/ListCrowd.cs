using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Azure.Data.Tables;
using LeadScoring.Doors;
using LeadScoring.Leads;
using LeadScoring.Learning;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Sales;
using LeadScoring.Scoring;
using LeadScoring.Storage;
using LeadScoring.Tests.Contracts;
using LeadScoring.Tests.Publishing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace LeadScoring.Tests.Exports;

/// <summary>
/// Rows of the lists as the app writes them, of leads that are nowhere else, and moves of them as the app makes them.
/// One lead in a hundred has the owner, one in fifty entered the campaign.
/// </summary>
internal sealed class ListCrowd(Tables tables, int count, int seed = 1)
{
    public const string Owner = "aoki";
    public const string Campaign = "car-test-drive";

    public static readonly DateTimeOffset Now = new(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);
    private static readonly string[] Types = ["page-view", "brochure", "configurator", "quote", "test-drive"];
    private static readonly string[] Prefectures = ["Tokyo", "Osaka", "Chiba", "Kyoto"];
    private static readonly string[] Stages = ["aware", "considering", "ready"];

    private readonly ScoringRules _rules = SampleContent.Edition.Rules;
    private readonly ProductLine _car = SampleContent.Edition.Rules.Products["car"];
    private readonly RankRow[] _rows = new RankRow[count];
    private readonly LeadList _list = ListOf(tables);
    private readonly Random _random = new(seed);
    private readonly CursorSeal _seal = new(["the secret of the tests"]);

    /// <summary>Who moved since this was cleared.</summary>
    public ConcurrentDictionary<string, bool> Moved { get; } = new();

    public async Task FillAsync()
    {
        for (var n = 0; n < count; n++) _rows[n] = Row(n);
        foreach (var shard in _rows.GroupBy(row => RankLists.Partition(_car.Id, row.LeadId)))
            foreach (var some in shard.SelectMany(Entities).Chunk(100))
                await tables.Rank.SubmitTransactionAsync(
                    some.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)));
    }

    /// <summary>Two others, who each let a hundred leads a second react as long as it goes on.</summary>
    public Task KeepMovingAsync(CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, 2).Select(
        worker => Task.Run(async () =>
        {
            for (var random = new Random(worker); !stop.IsCancellationRequested; await Task.Delay(10, default))
                await MoveAsync(random.Next(_rows.Length / 2) * 2 + worker, random.Next(Types.Length));
        }, CancellationToken.None)));

    /// <summary>Some leads react: up in the list, or down.</summary>
    public async Task MoveSomeAsync(int some)
    {
        for (var i = 0; i < some; i++) await MoveAsync(_random.Next(count), _random.Next(Types.Length));
    }

    public async Task<LeadPage> PageAsync(string query, int top, string? cursor)
    {
        var asked = System.Web.HttpUtility.ParseQueryString(query) is var parts
            ? parts.AllKeys.ToDictionary(key => key!, key => new StringValues(parts[key]))
            : [];
        (asked["product"], asked["top"]) = ("car", top.ToString(CultureInfo.InvariantCulture));
        if (cursor is not null) asked["cursor"] = cursor;
        var refusals = new Refusals();
        var read = LeadListQuery.Read(new QueryCollection(asked), SampleContent.Edition, _seal, refusals);
        Assert.Empty(refusals.ToErrors());
        return await _list.ReadAsync(read!, [new RulesLine(_rules.Version, _rules)], Now, default);
    }

    /// <summary>Of who did not move: how many of those that are asked for are missing, how many came twice.</summary>
    public (int Missing, int Twice) Judge(string query, IReadOnlyList<string> seen)
    {
        var still = seen.Where(id => !Moved.ContainsKey(id)).ToList();
        var found = still.ToHashSet(StringComparer.Ordinal);
        var asked = System.Web.HttpUtility.ParseQueryString(query);
        var wanted = _rows.Where(row => !Moved.ContainsKey(row.LeadId) && Fits(row, asked)).ToList();
        return (
            wanted.Count(row => !found.Contains(row.LeadId)) + found.Except(wanted.Select(row => row.LeadId)).Count(),
            still.Count - found.Count);
    }

    private bool Fits(RankRow row, System.Collections.Specialized.NameValueCollection asked) =>
        (asked["owner"] is not { } owner || row.OwnerAt(Now) == owner)
        && (asked["campaign"] is not { } campaign || row.Campaigns.Contains(campaign))
        && (asked["stage"] is not { } stage || row.Stage == stage)
        && (asked["attribute.prefecture"] is not { } prefecture || row.Attributes["prefecture"] == prefecture)
        && (asked["reactedSince"] is not { } since
            || row.LastReactionAt >= DateTimeOffset.Parse(since, CultureInfo.InvariantCulture))
        && Points.ScoreAt(row.Input, _rules, _car, _car.DayOf(Now)) is var score
        && !(score < Bound(asked["minScore"])) && !(score > Bound(asked["maxScore"]));

    private static double? Bound(string? text) =>
        text is null ? null : double.Parse(text, CultureInfo.InvariantCulture);

    private async Task MoveAsync(int n, int type)
    {
        var before = _rows[n];
        Moved[before.LeadId] = true; // before it is in doubt
        var after = before with
        {
            Counts = before.Counts.Add([(_car.DayOf(Now), Types[type])]),
            Revision = before.Revision + 1,
            LastReactionAt = Now,
        };
        var partition = RankLists.Partition(_car.Id, before.LeadId);
        await tables.Rank.SubmitTransactionAsync([
            .. Entities(before).Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row)),
            .. Entities(after).Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)),
        ]);
        _rows[n] = after;
    }

    private RankRow Row(int n)
    {
        var today = _car.DayOf(Now);
        var id = Digest.Of(n.ToString(CultureInfo.InvariantCulture));
        var profile = new Profile
        {
            Email = $"lead{n}@example.jp", CreatedAt = Now, Known = true, Name = new Dated($"山田 {n}", Now),
            Held = n % 100 == 0 ? new Claim(Owner, Now, Now.AddDays(14), "tests") : null,
        };
        profile = profile.WithAttributes([new("prefecture", Prefectures[n % 4])], Now);
        if (n % 50 == 0)
            profile = profile with { Campaigns = profile.Campaigns.Add(Campaign, new(1, [today], Now)) };
        var state = new ProductState
        {
            Product = _car.Id,
            Stage = Stages[_random.Next(Stages.Length)],
            LastReactionAt = Now.AddHours(-_random.Next(9000)),
            Counts = DayCounts.Empty.Add(Enumerable.Range(0, _random.Next(1, 8))
                .Select(_ => (today - _random.Next(365), Types[_random.Next(Types.Length)]))),
            Placed = new Placement("", 1, "", []),
        };
        return RankRow.Of(
            new Lead { Id = id, Profile = profile }, state, n % 3 == 0 ? 1.2 : 1, SampleContent.Edition.Sales, Now);
    }

    private IEnumerable<TableEntity> Entities(RankRow row)
    {
        var lists = ImmutableArray.Create(RankLists.All(_rules.Version));
        if (row.OwnerAt(Now) is { } owner) lists = lists.Add(RankLists.Owner(_rules.Version, owner));
        lists = lists.AddRange(row.Campaigns.Select(campaign => RankLists.Campaign(_rules.Version, campaign)));
        var placed = new Placement(
            RankKey.ToText(RankKey.Of(row.Input, _rules, _car)), row.Revision, "", lists);
        return RankIndex.RowsOf(
            RankLists.Partition(_car.Id, row.LeadId), row, placed, PurchaseHistory.Empty);
    }

    private static LeadList ListOf(Tables tables)
    {
        var content = new InForce();
        var rules = SampleContent.Edition.Rules;
        content.Use(SampleContent.Edition, [new RulesLine(rules.Version, rules)]);
        return new LeadList(
            new RankReader(tables), null!, new ModelStore(tables, content, new MovableClock(Now)),
            new CursorSeal(["the secret of the tests"]));
    }
}
