using System.Text.Json.Nodes;
using LeadScoring.Tests.Bugs;
using LeadScoring.Tests.Identity;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tests.Rights;

namespace LeadScoring.Tests.Sales;

public sealed class OutcomeTests
{
    private const string Now = "2027-02-01T01:00:00Z";

    [Fact]
    public async Task An_outcome_counts_before_the_answer_and_the_same_id_again_answers_the_same()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var path = await ClaimTests.LeadAsync(brand, Acts.Who);
        var before = (double)(await brand.GetAsync(path))["points"]!;

        var report = new { id = "o-1", outcome = "visit-booked", product = "car", until = "2027-02-06T02:00:00Z" };
        var answer = await brand.PostAsync($"{path}/outcome", report, 200);
        Assert.Equal(
            ("visit-booked", "car", true, "2027-02-07T02:00:00Z"),
            ((string?)answer["outcome"], (string?)answer["product"], (bool)answer["counted"]!,
                (string?)answer["nextContactAt"]));
        var page = await brand.GetAsync($"{path}?lang=ja");
        Assert.Equal(before + 25, (double)page["points"]!);
        Assert.Equal((double)page["score"]!, (double)answer["score"]!);
        Assert.Contains("営業：来店を予約：2027-02-06", Texts(page));
        var listed = Assert.Single(await ClaimTests.ListAsync(brand, ""))!;
        Assert.Equal("2027-02-07T02:00:00Z", (string?)listed["nextContactAt"]);

        Assert.Equal((string?)answer["at"], (string?)(await brand.PostAsync($"{path}/outcome", report, 200))["at"]);
        Assert.Equal(before + 25, (double)(await brand.GetAsync(path))["points"]!);
        var other = await brand.PostAsync(
            $"{path}/outcome", new { id = "o-1", outcome = "reached", product = "car" }, 409);
        Assert.Contains("another report", (string?)other["title"]);
    }

    [Fact]
    public async Task Won_is_an_order_too_and_counts_once_whoever_tells_it()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var path = await ClaimTests.LeadAsync(brand, Acts.Who);
        var won = new
        {
            id = "order-7", outcome = "won", product = "car", at = Now, amount = 3_000_000, currency = "JPY",
        };
        await brand.PostAsync($"{path}/outcome", won, 200);
        await brand.BuyAsync("order-7", Now); // the shop's system tells the same order
        await brand.SettleAsync();
        await brand.PostAsync($"{path}/outcome", won, 200);

        var page = await brand.GetAsync(path);
        Assert.Single(page["timeline"]!.AsArray(), item => (string?)item!["kind"] == "purchase");
        Assert.Contains("Sales: won: JPY 3,000,000", Texts(page));
        var classes = await brand.GetAsync("/api/insights/classes?product=car");
        Assert.Equal(1, (int)classes["classes"]!["first-time"]!);
        var lead = await brand.LoadAsync(Acts.Who);
        Assert.Equal(3_000_000, Assert.Single(lead.Product("car").Purchases.Purchases).Amount);
    }

    [Fact]
    public async Task Lost_gives_the_lead_up_and_wrong_person_ends_calls_as_well()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var path = await ClaimTests.LeadAsync(brand, Acts.Who);
        await brand.PostAsync($"{path}/claim", new { owner = "aoki" }, 200);
        var lost = await brand.PostAsync(
            $"{path}/outcome", new { id = "o-1", outcome = "lost", product = "car", reason = "他社に決定" }, 200);
        Assert.Null(lost["claim"]);
        Assert.Empty(await ClaimTests.ListAsync(brand, "&owner=aoki"));
        Assert.Contains("営業：失注：他社に決定", Texts(await brand.GetAsync($"{path}?lang=ja")));

        await brand.PostAsync($"{path}/claim", new { owner = "baba" }, 200);
        await brand.PostAsync($"{path}/outcome", new { id = "o-2", outcome = "wrong-person", product = "car" }, 200);
        var page = await brand.GetAsync(path);
        Assert.Equal((false, false), ((bool)page["mayCall"]!, page["claim"] is not null));
        var called = await brand.PostAsync(
            $"{path}/calls", new { id = "c-1", result = "no-answer", product = "car" }, 200);
        Assert.Contains("do not call", (string?)called["warning"]);
        Assert.Contains("Call: not reached: no answer", Texts(await brand.GetAsync(path)));
    }

    [Fact]
    public async Task Not_now_keeps_the_claim_until_the_day_and_reminds_its_owner_once()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var path = await ClaimTests.LeadAsync(brand, Acts.Who);
        await brand.PostAsync($"{path}/claim", new { owner = "aoki" }, 200);
        var until = "2027-05-01T01:00:00Z";
        var answer = await brand.PostAsync(
            $"{path}/outcome", new { id = "o-1", outcome = "not-now", product = "car", until }, 200);
        Assert.Equal(
            ("2027-05-02T01:00:00Z", until), ((string?)answer["claim"]!["until"], (string?)answer["nextContactAt"]));

        await brand.TravelAsync(new { now = "2027-04-30T00:00:00Z" });
        Assert.Single(await ClaimTests.ListAsync(brand, "&owner=aoki"));
        Assert.Empty(await AlertsAsync(brand));
        await brand.TravelAsync(new { now = "2027-05-02T00:00:00Z" });
        var alert = Assert.Single(await AlertsAsync(brand))!;
        Assert.Equal(
            ("aoki", "約束した再連絡の時期になりました"), ((string?)alert["owner"], (string?)alert["text"]));
        Assert.Single(await ClaimTests.ListAsync(brand, "&owner=aoki"));
        Assert.Equal(until, (string?)(await brand.GetAsync(path))["nextContactAt"]);

        await brand.PostAsync(
            $"{path}/calls", new { id = "c-1", result = "reached", product = "car", minutes = 5 }, 200);
        Assert.Null((await brand.GetAsync(path))["nextContactAt"]);
        await brand.AdvanceAsync("P2D");
        Assert.Single(await AlertsAsync(brand));
    }

    [Fact]
    public async Task Who_declines_and_wants_no_more_calls_is_called_no_more()
    {
        await using var brand = await Brand.OpenAsync(Now);
        await brand.EnterAsync("car-launch-2026", "e-1", new { }, "花子");
        await brand.SettleAsync();
        await brand.ConfirmAsync(brand.Mails().Single());
        var path = $"/api/leads/{brand.IdOf(Acts.Who)}";
        await brand.PostAsync(
            $"{path}/calls", new { id = "c-1", result = "declined", product = "car", doNotCall = true }, 200);
        Assert.False((bool)(await brand.GetAsync(path))["mayCall"]!);
        Assert.False((bool)Assert.Single(await ClaimTests.ListAsync(brand, ""))!["mayCall"]!);
        Assert.Contains("Call: reached: declined, no more calls", Texts(await brand.GetAsync(path)));
    }

    [Fact]
    public async Task Every_mistake_of_a_report_is_named_with_what_to_do()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var path = await ClaimTests.LeadAsync(brand, Acts.Who);
        await AssertRefusedAsync(new { outcome = "sold" }, "id", "outcome");
        await AssertRefusedAsync(new { id = "1", outcome = "won", product = "car" }, "amount", "currency");
        await AssertRefusedAsync(
            new { id = "1", outcome = "won", product = "car", amount = 1, currency = "EUR" }, "currency");
        await AssertRefusedAsync(new { id = "1", outcome = "lost", product = "car" }, "reason");
        await AssertRefusedAsync(new { id = "1", outcome = "not-now", product = "car" }, "until");
        await AssertRefusedAsync(
            new { id = "1", outcome = "not-now", product = "car", until = "2027-01-01T00:00:00Z" }, "until");
        await AssertRefusedAsync(
            new { id = "1", outcome = "not-now", product = "car", until = "2031-01-01T00:00:00Z" }, "until");
        await AssertRefusedAsync(new { id = "1", outcome = "reached", at = "2027-03-01T00:00:00Z", x = 1 }, "at", "x");
        var call = await brand.PostAsync($"{path}/calls", new { id = "1", result = "busy", doNotCall = true }, 400);
        Assert.Equal(["doNotCall"], call["errors"]!.AsObject().Select(error => error.Key));
        await brand.PostAsync($"/api/leads/{new string('0', 32)}/outcome", new { id = "1", outcome = "reached" }, 404);
        await brand.PostAsync($"{path}/stop-use", new { }, 200);
        await brand.PostAsync($"{path}/outcome", new { id = "1", outcome = "reached", product = "car" }, 409);

        async Task AssertRefusedAsync(object report, params string[] fields)
        {
            var refused = await brand.PostAsync($"{path}/outcome", report, 400);
            Assert.Equal(fields, refused["errors"]!.AsObject().Select(error => error.Key).Order());
        }
    }

    [Fact]
    public async Task An_outcome_whose_type_the_rules_lack_is_kept_and_counts_nothing()
    {
        using var content = new SpoiledContent().Replace("scoring.json", "outcome-reached", "outcome-other");
        await using var brand = await Brand.OpenAsync(Now, null, $"--LeadScoring:ContentPath={content.Folder}");
        var path = await ClaimTests.LeadAsync(brand, Acts.Who);
        var before = (double)(await brand.GetAsync(path))["points"]!;
        var answer = await brand.PostAsync(
            $"{path}/outcome", new { id = "1", outcome = "reached", product = "car", note = "nice" }, 200);
        Assert.False((bool)answer["counted"]!);
        var page = await brand.GetAsync(path);
        Assert.Equal(before, (double)page["points"]!);
        Assert.Contains("outcome-reached: nice", Texts(page));
    }

    [Fact]
    public async Task Outcomes_move_with_a_merge_and_back_and_go_with_an_erasure()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var (work, home) =
            (await ClaimTests.LeadAsync(brand, People.Work), await ClaimTests.LeadAsync(brand, People.Hanako));
        await brand.PostAsync(
            $"{work}/outcome",
            new { id = "o-1", outcome = "not-now", product = "car", until = "2027-03-01T00:00:00Z", note = "桜の頃に" },
            200);
        var own = await brand.TermsAsync(People.Work);
        await brand.MergeAsync(People.Work, People.Hanako);
        await brand.SettleAsync();
        var person = await brand.GetAsync($"{home}?lang=ja");
        Assert.Equal("2027-03-01T00:00:00Z", (string?)person["nextContactAt"]);
        Assert.Contains("営業：今は見送り：2027-03-01、桜の頃に", Texts(person));

        await brand.UnmergeAsync(People.Work);
        await brand.SettleAsync();
        Assert.Null((await brand.GetAsync(home))["nextContactAt"]);
        Assert.Equal(own, await brand.TermsAsync(People.Work));
        Assert.Equal("2027-03-01T00:00:00Z", (string?)(await brand.GetAsync(work))["nextContactAt"]);
        Assert.Contains("桜の頃に", await brand.Http.GetStringAsync($"{work}/export"), StringComparison.Ordinal);
        using var erased = await brand.Http.DeleteAsync(work);
        Assert.Empty(await Traces.OfAsync(brand.Tables(), "桜の頃に", People.Work));
    }

    private static IEnumerable<string?> Texts(JsonNode page) =>
        page["timeline"]!.AsArray().Select(item => (string?)item!["text"]);

    private static async Task<JsonArray> AlertsAsync(Brand brand) =>
        (await brand.GetAsync("/api/insights/alerts?kind=contact&lang=ja"))["alerts"]!.AsArray();
}
