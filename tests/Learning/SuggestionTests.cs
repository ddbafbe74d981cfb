using System.Text;
using LeadScoring.Leads;
using LeadScoring.Learning;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.RollOut;
using LeadScoring.Scoring;
using LeadScoring.Tests.Publishing;

namespace LeadScoring.Tests.Learning;

/// <summary>A brand whose test drives sell, whose complaints do not, and whose page views mean nothing.</summary>
public sealed class SuggestionTests
{
    private const int Today = 20_480;

    private static readonly Edition Edition = SampleContent.Edition;
    private static readonly ScoringRules Rules = Edition.Rules;
    private static readonly ProductLine Car = Rules.Products["car"];

    [Fact]
    public void What_sells_weighs_more_and_what_puts_off_takes_away()
    {
        var found = Suggest(Leads(4_000, seed: 1));

        var drive = Of(found, "test-drive");
        Assert.False(drive.TooLittleData, drive.Said.For("en"));
        Assert.True(drive.Low > 0, $"{drive}");
        Assert.True(drive.Suggested > 3 * Math.Abs(Of(found, "page-view").Suggested!.Value), $"{drive}");
        Assert.True(Of(found, "complaint").High < 0, $"{Of(found, "complaint")}");
        Assert.InRange(0, Of(found, "page-view").Low!.Value, Of(found, "page-view").High!.Value);
        var judged = found.Weights.Where(weight => !weight.TooLittleData).ToList();
        Assert.Equal(
            judged.Average(weight => Math.Abs(weight.Present)),
            judged.Average(weight => Math.Abs(weight.Suggested!.Value)), .1);
    }

    [Fact]
    public void What_nobody_or_hardly_anybody_did_keeps_its_points_and_says_so()
    {
        var found = Suggest(Leads(1_000, seed: 2));

        var quote = Of(found, "quote");
        Assert.Equal((true, null), (quote.TooLittleData, quote.Suggested));
        Assert.Contains("Too little data", quote.Said.For("en"), StringComparison.Ordinal);
        Assert.Contains("データが足りません", quote.Said.For("ja"), StringComparison.Ordinal);
        Assert.Equal(30, (double)found.Draft["reactions"]!["quote"]!["points"]!);
    }

    [Fact]
    public void The_draft_is_a_rules_file_that_may_be_published_and_its_next_version()
    {
        var found = Suggest(Leads(4_000, seed: 1));
        var refusals = new Refusals();
        var bytes = Encoding.UTF8.GetBytes(found.Draft.ToJsonString());

        var draft = RulesDraft.Read(JsonFields.Parse(bytes, refusals)!, Edition);

        Assert.Empty(refusals.ToErrors());
        Assert.Equal(Rules.Version + 1, draft!.Version);
        Assert.Equal(Of(found, "test-drive").Suggested, draft.Reactions["test-drive"].Points);
        Assert.True(found.Fit.IsTaken, found.Fit.Said.For("en"));
        Assert.Equal(found.Fit.Factors.Count, draft.Fit.Count);
        Assert.True(FitOf(draft, "9000000") > 1.3 * FitOf(draft, "100000"));
        Assert.Equal(Rules.Products["camper"].HalfLifeDays, draft.Products["camper"].HalfLifeDays);
    }

    [Fact]
    public void Without_enough_buyers_the_draft_is_what_there_is_but_for_its_number()
    {
        var found = Suggest(Leads(60, seed: 3));

        var before = System.Text.Json.Nodes.JsonNode.Parse(Rules.Source)!;
        before["version"] = Rules.Version + 1;
        Assert.True(System.Text.Json.Nodes.JsonNode.DeepEquals(before, found.Draft), found.Draft.ToJsonString());
        Assert.True(found is { HalfLife.TooLittleData: true, Fit.TooLittleData: true });
        Assert.All(Suggest([]).Weights, weight => Assert.True(weight.TooLittleData));
    }

    [Fact]
    public void A_half_life_that_orders_follow_is_found()
    {
        var product = Car with { HalfLifeDays = 30 };
        var observed = Ordering(Observed(Quoting(3_000, seed: 4), product), halfLife: 30, seed: 4);

        var profile = HalfLifeProfile.Of(observed)!;

        Assert.InRange(30, profile.Low, profile.High);
        Assert.False(profile.IsFlat, $"{profile.Low} to {profile.High}");
        var often = HalfLifeProfile.Of([.. observed.SelectMany(one => Enumerable.Repeat(one, 3))])!;
        Assert.Equal((profile.Low, profile.Best, profile.High), (often.Low, often.Best, often.High));
        var far = Suggestions.Of(observed, Rules, Car with { HalfLifeDays = 365 }, 90).HalfLife;
        Assert.Equal(profile.Best, far.Suggested);
        Assert.Equal(30, Suggestions.Of(observed, Rules, product, 90).HalfLife.Suggested);
    }

    [Fact]
    public void Orders_that_follow_no_half_life_leave_it_as_it_is()
    {
        var leads = Leads(2_000, seed: 5).Select((lead, n) =>
        {
            var buyer = PastStories.Of("car", [], n % 9 == 0 ? [Today - 30 - n % 600] : []);
            return lead with { State = lead.State with { Purchases = buyer.State.Purchases } };
        });

        var found = Suggest([.. leads]).HalfLife;

        Assert.True(found.Profile!.IsFlat);
        Assert.Equal(found.Present, found.Suggested);
    }

    /// <summary>Ten months of one lead are not ten leads.</summary>
    [Fact]
    public void The_interval_counts_leads_and_not_their_months()
    {
        var once = Enumerable.Range(0, 400)
            .Select(n => new Observation(n, n % 4 == 0, n % 2 == 0 ? ["quote"] : [], Nothing, [])).ToList();
        var often = once.SelectMany(one => Enumerable.Repeat(one, 10)).ToList();

        var (few, many) = (WeightEvidence.Of("quote", once), WeightEvidence.Of("quote", often));

        Assert.Equal(10 * few.N1, many.N1);
        Assert.Equal(few.Leads, many.Leads);
        Assert.InRange((many.High - many.Low) / (few.High - few.Low), .9, 1.1);
    }

    [Fact]
    public void The_log_odds_ratio_is_the_smoothed_and_shrunk_one()
    {
        var observed = Enumerable.Range(0, 200)
            .Select(n => new Observation(n, n < 100 ? n < 40 : n < 120, n < 100 ? ["quote"] : [], Nothing, []))
            .ToList();

        var found = WeightEvidence.Of("quote", observed);

        Assert.Equal((100, 40, 100, 20, 100), (found.N1, found.K1, found.N0, found.K0, found.Leads));
        Assert.Equal(Math.Log(40.5 / 60.5 / (20.5 / 80.5)) * 100 / 150, found.LogOdds, 1e-12);
        var half = 1.959963984540054 * Math.Sqrt(1 / 40.5 + 1 / 60.5 + 1 / 20.5 + 1 / 80.5) * 100 / 150;
        Assert.Equal(half, (found.High - found.Low) / 2, .02);
    }

    private static readonly Dictionary<string, string> Nothing = [];

    private static WeightSuggestion Of(Suggestions found, string type) =>
        found.Weights.Single(weight => weight.Type == type);

    private static double FitOf(ScoringRules rules, string budget) =>
        Fit.Of(new Dictionary<string, string> { ["budget"] = budget }, rules);

    private static Suggestions Suggest(IReadOnlyList<PastLead> leads) =>
        Suggestions.Of(Observed(leads, Car), Rules, Car, 90);

    private static List<Observation> Observed(IEnumerable<PastLead> leads, ProductLine product) =>
        [.. leads.SelectMany((lead, number) => Observation.Of(lead, number, Rules, product, 90, Today))];

    private static List<PastLead> Leads(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var begun = Today - random.Next(100, 700);
            var budget = random.Next(1, 100) * 100_000;
            var (drove, complained) = (random.Next(4) == 0, random.Next(4) == 0);
            var seen = new List<(int, string)> { (begun, "entry") };
            if (random.Next(2) == 0) seen.Add((begun + random.Next(60), "page-view"));
            if (drove) seen.Add((begun + random.Next(60), "test-drive"));
            if (complained) seen.Add((begun + random.Next(60), "complaint"));
            var odds = .25 * (drove ? 5 : 1) * (complained ? .2 : 1) * (budget > 5_000_000 ? 2.5 : .8);
            int[] orders = random.NextDouble() < odds / (1 + odds) ? [begun + 61 + random.Next(100)] : [];
            return PastStories.Of(
                "car", seen, orders.Where(day => day < Today),
                ("budget", $"{budget}", Car.StartOf(begun)), ("note", $"n{random.Next(9_999)}", Car.StartOf(begun)));
        })];
    }

    /// <summary>Who asks for a quote now and then, and whoever orders does so by what is left of it.</summary>
    private static IEnumerable<PastLead> Quoting(int count, int seed)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, count).Select(_ => PastStories.Of(
            "car", Enumerable.Range(1, random.Next(1, 8)).Select(_ => (Today - random.Next(90, 800), "quote")), []));
    }

    private static List<Observation> Ordering(IEnumerable<Observation> observed, double halfLife, int seed)
    {
        var (random, at) = (new Random(seed), HalfLifeProfile.Grid.Index().Single(day => day.Item == halfLife).Index);
        return [.. observed.Select(one => one with
        {
            Bought = random.NextDouble() < Logit.Probability(-4 + 4 * one.Interest[at]),
        })];
    }
}
