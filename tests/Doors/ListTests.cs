using System.Globalization;
using System.Text.Json.Nodes;
using LeadScoring.Tests.Journeys;

namespace LeadScoring.Tests.Doors;

/// <summary>The sales list over HTTP, with 90 leads in two product lines that cool at different speeds.</summary>
public sealed class ListTests(ListTests.Crowd crowd) : IClassFixture<ListTests.Crowd>
{
    public static TheoryData<string> Filters =>
    [
        "", "product=car", "product=camper", "stage=new", "stage=aware&product=car", "stage=considering",
        "class=first-time", "minScore=20", "campaign=car-test-drive", "campaign=car-test-drive&stage=aware",
        "campaign=camper-giveaway-2026&minScore=5", "owner=nobody", "class=first-time&product=camper",
        "minScore=100", "minScore=0", "changedSince=2026-11-20T00:00:00Z", "changedSince=2026-11-30T00:00:00Z",
        "interestedIn=camper", "interestedIn=camper&minInterest=20", "interestedIn=car&product=camper&stage=new",
        "maxScore=20", "maxScore=0", "product=car&minScore=5&maxScore=30", "maxScore=15&stage=new&product=camper",
        "reactedSince=2026-08-01T00:00:00Z", "product=car&reactedSince=2026-10-15T00:00:00Z&maxScore=40",
    ];

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task Pages_followed_by_their_cursor_are_the_whole_list(string filter)
    {
        var all = (await crowd.ListAsync(filter + "&top=1000")).Leads;
        foreach (var top in new[] { 1, 7, 50 })
        {
            var walked = await crowd.WalkAsync($"{filter}&top={top}");
            Assert.Equal(all.Select(Name), walked.Select(Name));
        }
        Assert.Equal(all.Count, all.Select(Name).Distinct().Count());
        Assert.Equal(all.Select(Score).OrderDescending(), all.Select(Score));
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task A_filter_finds_what_a_look_at_every_lead_finds(string filter)
    {
        var wanted = System.Web.HttpUtility.ParseQueryString(filter);
        double InterestOf(JsonNode lead) => lead["interests"]!.AsArray()
            .Where(other => (string?)other!["product"] == wanted["interestedIn"]).Sum(Score!);
        bool Fits(JsonNode lead) =>
            (wanted["product"] is not { } product || (string?)lead["product"] == product)
            && (wanted["stage"] is not { } stage || (string?)lead["stage"] == stage)
            && (wanted["class"] is not { } name || (string?)lead["class"] == name)
            && (wanted["owner"] is not { } owner || (string?)lead["owner"] == owner)
            && (wanted["campaign"] is not { } campaign || lead["campaigns"]!.AsArray().Any(c => (string?)c == campaign))
            && (wanted["minScore"] is not { } score || Score(lead) >= double.Parse(score, CultureInfo.InvariantCulture))
            && !(wanted["maxScore"] is { } most && Score(lead) > double.Parse(most, CultureInfo.InvariantCulture))
            && (wanted["reactedSince"] is not { } since || (DateTimeOffset?)lead["lastReactionAt"] >= DateTimeOffset
                .Parse(since, CultureInfo.InvariantCulture))
            && (wanted["interestedIn"] is null
                || InterestOf(lead) is > 0 and var interest
                    && interest >= double.Parse(wanted["minInterest"] ?? "0", CultureInfo.InvariantCulture))
            && wanted["changedSince"] is not "2026-11-30T00:00:00Z";

        var expected = (await crowd.ListAsync("top=1000")).Leads.Where(Fits).Select(Name);

        Assert.Equal(expected, (await crowd.ListAsync(filter + "&top=1000")).Leads.Select(Name));
    }

    [Fact]
    public async Task The_bound_of_minScore_is_exact_to_the_last_bit()
    {
        var all = (await crowd.ListAsync("top=1000")).Leads;
        foreach (var lead in all.Where(lead => Score(lead) > 0).Where((_, n) => n % 5 == 0))
        {
            var score = Score(lead);
            foreach (var bound in new[] { score, Math.BitIncrement(score), Math.BitDecrement(score) })
            {
                var found = (await crowd.ListAsync(
                    $"top=1000&minScore={bound.ToString("R", CultureInfo.InvariantCulture)}")).Leads;
                Assert.Equal(all.Where(other => Score(other) >= bound).Select(Name), found.Select(Name));
            }
        }
    }

    [Fact]
    public async Task A_cursor_belongs_to_its_list()
    {
        var cursor = (await crowd.ListAsync("product=car&top=5")).Cursor;
        using var answer = await crowd.Brand.Http.GetAsync($"/api/leads?product=camper&top=5&cursor={cursor}");

        (await Refused.ReadAsync(answer, 400))
            .Names("cursor", "Belongs to another list: keep all other parameters as they were");
    }

    [Fact]
    public async Task The_page_size_and_the_format_may_change_on_the_way()
    {
        var all = (await crowd.ListAsync("top=1000")).Leads;
        var cursor = (await crowd.ListAsync("top=5")).Cursor;

        Assert.Equal(
            all.Skip(5).Take(11).Select(Name), (await crowd.ListAsync($"top=11&cursor={cursor}")).Leads.Select(Name));
    }

    [Fact]
    public async Task A_list_is_in_the_language_that_is_asked_for()
    {
        Assert.Contains(
            "最終", (string?)(await crowd.ListAsync("lang=ja&top=1")).Leads[0]["why"]![0]!["text"],
            StringComparison.Ordinal);
        Assert.Contains(
            "last", (string?)(await crowd.ListAsync("top=1")).Leads[0]["why"]![0]!["text"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_moves_between_two_pages_takes_nobody_along()
    {
        await using var own = new Crowd();
        await own.InitializeAsync();
        var all = (await own.ListAsync("product=car&top=1000")).Leads.Select(Name).ToList();
        var first = await own.ListAsync("product=car&top=10");
        await own.ReactAsync(
            [own.Reaction("late-1", 3, "test-drive", "car", 0), own.Reaction("late-2", 60, "test-drive", "car", 0)]);

        var rest = await own.WalkAsync("product=car&top=10", first.Cursor);
        var seen = first.Leads.Concat(rest).Select(Name).ToList();

        var movers = new[] { "3", "60" }.Select(n => $"lead{n}@example.jp car").ToList();
        Assert.Equal(all.Except(movers), seen.Except(movers));
        Assert.Equal(seen.Except(movers).Distinct().Count(), seen.Count(name => !movers.Contains(name)));
    }

    [Fact]
    public async Task ChangedSince_names_those_that_were_touched_after_it()
    {
        await using var own = new Crowd();
        await own.InitializeAsync();
        await own.Brand.AdvanceAsync("PT1H");
        var then = Uri.EscapeDataString((string)(await own.Brand.GetAsync("/api/dev/time"))["now"]!);
        await own.Brand.AdvanceAsync("PT1H");
        await own.ReactAsync(
            [own.Reaction("late-1", 3, "quote", "car", 0), own.Reaction("late-2", 4, "quote", "camper", 0)]);

        var changed = (await own.ListAsync($"changedSince={then}")).Leads;

        // Their other line too, where they have one: it shows the interest that changed.
        Assert.Equal(["lead3@example.jp", "lead4@example.jp"], changed.Select(Email).Distinct().Order());
        Assert.Contains("lead3@example.jp car", changed.Select(Name));
        Assert.Contains("lead4@example.jp camper", changed.Select(Name));
    }

    [Fact]
    public async Task Each_line_of_a_lead_shows_its_score_in_the_others()
    {
        var all = (await crowd.ListAsync("top=1000")).Leads;
        var scores = all.ToDictionary(Name, Score, StringComparer.Ordinal);
        var both = 0;
        foreach (var lead in all)
        {
            var other = (string?)lead["product"] == "car" ? "camper" : "car";
            var expected = scores.GetValueOrDefault($"{Email(lead)} {other}");
            var interests = lead["interests"]!.AsArray();
            Assert.Equal(expected > 0 ? [other] : [], interests.Select(interest => (string?)interest!["product"]));
            Assert.All(interests, interest => Assert.Equal(expected, Score(interest!), 1e-8));
            both += interests.Count;
        }
        Assert.InRange(both, 40, all.Count);
        var shown = all.First(lead => lead["interests"]!.AsArray().Count > 0);
        var page = await crowd.Brand.GetAsync($"/api/leads/{shown["leadId"]}?product={shown["product"]}");
        Assert.Equal(shown["interests"]!.ToJsonString(), page["interests"]!.ToJsonString());
    }

    private static string Email(JsonNode lead) => (string)lead["email"]!;

    private static string Name(JsonNode lead) => $"{lead["email"]} {lead["product"]}";

    private static double Score(JsonNode lead) => (double)lead["score"]!;

    /// <summary>Leads with seeded reactions over a year, some entries and some purchases.</summary>
    public sealed class Crowd : IAsyncLifetime
    {
        private const int Leads = 90;
        private static readonly DateTimeOffset Now = new(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);
        private static readonly string[] Types =
            ["page-view", "brochure", "configurator", "quote", "mail-click", "complaint"];

        internal Brand Brand { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Brand = await Brand.OpenAsync(Now.ToString("O", CultureInfo.InvariantCulture));
            var random = new Random(7);
            await ReactAsync(Enumerable.Range(0, 600).Select(n => Reaction(
                $"r-{n}", n < Leads ? n : random.Next(Leads), Types[random.Next(Types.Length)],
                random.Next(3) == 0 ? "camper" : "car", random.Next(365))));
            foreach (var n in Enumerable.Range(0, 24))
            {
                var campaign = n % 3 == 0 ? "camper-giveaway-2026" : "car-test-drive";
                await Brand.PostAsync($"/api/campaigns/{campaign}/entries", new { email = $"lead{n * 3}@example.jp" });
            }
            await Brand.PostAsync("/api/purchases", new
            {
                purchases = Enumerable.Range(0, 12).Select(n => new
                {
                    id = "p", email = $"lead{n * 7}@example.jp", product = n % 2 == 0 ? "car" : "camper",
                    amount = 300_000, currency = "JPY", occurredAt = Now.AddDays(-20 * n),
                }),
            });
            await Brand.SettleAsync();
        }

        public ValueTask DisposeAsync() => Brand.DisposeAsync();

        internal object Reaction(string id, int lead, string type, string product, int daysAgo) =>
            new { id, email = $"lead{lead}@example.jp", type, product, occurredAt = Now.AddDays(-daysAgo) };

        internal async Task ReactAsync(IEnumerable<object> reactions)
        {
            var answer = await Brand.PostAsync("/api/reactions", new { reactions });
            Assert.Empty(answer["rejected"]!.AsArray());
            await Brand.SettleAsync();
        }

        internal async Task<(IReadOnlyList<JsonNode> Leads, string? Cursor)> ListAsync(string query)
        {
            var page = await Brand.GetAsync("/api/leads?" + query.TrimStart('&'));
            return ([.. page["leads"]!.AsArray().OfType<JsonNode>()], (string?)page["cursor"]);
        }

        internal async Task<IReadOnlyList<JsonNode>> WalkAsync(string query, string? cursor = null)
        {
            var all = new List<JsonNode>();
            do
            {
                var page = await ListAsync(cursor is null ? query : $"{query}&cursor={cursor}");
                all.AddRange(page.Leads);
                cursor = page.Cursor;
            }
            while (cursor is not null);
            return all;
        }
    }
}
