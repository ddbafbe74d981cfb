using System.Globalization;
using System.Text.Json.Nodes;
using LeadScoring.Leads;
using LeadScoring.Rewards;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Rights;
using LeadScoring.Tests.Tracks;
using Microsoft.Extensions.DependencyInjection;
using static LeadScoring.Tests.Rewards.Shopper;

namespace LeadScoring.Tests.Rewards;

/// <summary>Points from the doors, as a brand and a person use them.</summary>
public sealed class PointsDoorTests
{
    [Fact]
    public async Task A_refund_makes_a_debt_that_staff_can_lift_and_erasure_leaves_places_without_a_name()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var lead = await brand.BuyerAsync();
        Assert.Equal(200, (await SpendAsync(brand, lead, "spend")).Status);
        await brand.BuyAsync("refund", 3_480_000, "order");
        Assert.Equal(-90, (long)(await brand.PointsAsync(lead))["balance"]!);
        var given = await brand.PostAsync(
            $"/api/leads/{lead}/points/adjust", new { id = "sorry", points = 100, reason = "late" }, 200);
        Assert.Equal(10, (long)given["balance"]!);
        Assert.Equal(
            ["+348: Car bought (balance 348)", "\u2212348: Taken back by a refund (Car bought) (balance 0)",
             "+10: Campaign entered (balance 10)",
             "\u2212100: 1 more entry in Mio EV launch: win a weekend with the car (balance \u221290)",
             "+100: late (balance 10)"],
            Ledger(await brand.GetAsync($"/api/leads/{lead}?lang=en")).Select(item => (string?)item["text"]).Reverse());
        var taken = Ledger(await brand.GetAsync($"/api/leads/{lead}?lang=ja")).ElementAt(3);
        Assert.Equal("\u2212348：返金による取り消し（クルマのご購入）（残高 0）", (string?)taken["text"]);
        Assert.Equal(("takenBack", 0), ((string?)taken["points"]!["kind"], (long)taken["points"]!["balance"]!));
        await brand.RefreshInsightsAsync();
        await ActAndDieAsync(brand, lead);
        await brand.RefreshInsightsAsync();
        var owed = await brand.GetAsync("/api/insights/points?lang=ja");
        Assert.Equal((15, 1), ((long)owed["now"]!["outstanding"]!, (long)owed["now"]!["holders"]!));
        Assert.Equal("担当者による付与", (string?)owed["rules"]![0]!["label"]);
        var csv = await brand.Http.GetStringAsync("/api/insights/points?format=csv");
        Assert.Contains("2027-02,358,105,-348,-100,0,15,1,0,0", csv, StringComparison.Ordinal);
        await brand.GetAsync("/api/insights/points?from=2027-03-01&to=2027-02-01", 400);
        var export = (await brand.GetAsync($"/api/leads/{lead}/export")).ToJsonString();
        Assert.Contains("\"sorry\"", export, StringComparison.Ordinal);

        using (await brand.Http.DeleteAsync($"/api/leads/{lead}")) await brand.AdvanceAsync("PT2M");
        var nothing = await brand.GetAsync("/api/insights/points");
        Assert.Equal((0, 0), ((long)nothing["now"]!["outstanding"]!, nothing["months"]!.AsArray().Count));
        var register = await brand.RegisterAsync();
        Assert.Equal(2, register.Count);
        Assert.DoesNotContain(register, row => row.Contains(lead, StringComparison.Ordinal));
        Assert.Equal(["head|gone"], await Traces.RowsAsync(brand.Tables(), lead));
    }

    [Fact]
    public async Task The_person_sees_and_spends_them_behind_the_link_of_a_mail_and_a_button_pressed_twice_spends_once()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var lead = await brand.BuyerAsync();
        await brand.AdvanceAsync("P3D");
        var choose = Brand.Link(
            brand.Mails().Last(mail => mail.Text.Contains("/api/preferences/", StringComparison.Ordinal)),
            "preferences");
        var page = await brand.Http.GetStringAsync(choose);
        Assert.Contains("<dd>358</dd>", page, StringComparison.Ordinal);
        var id = page.Split("name=\"spend\" value=\"")[1].Split('"')[0];
        for (var n = 0; n < 2; n++)
        {
            using var pressed = await brand.Http.PostAsync(choose, new FormUrlEncodedContent(
                [new("do", "spend"), new("campaign", Launch), new("spend", id)]));
            var shown = await pressed.Content.ReadAsStringAsync();
            Assert.Contains("<dd>258</dd>", shown, StringComparison.Ordinal);
            Assert.Contains("応募口数を1口追加しました", shown, StringComparison.Ordinal);
        }
        Assert.Equal(258, (long)(await brand.PointsAsync(lead))["balance"]!);
    }

    [Fact]
    public async Task What_cannot_be_had_is_refused_with_a_reason()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var lead = await brand.BuyerAsync();
        Assert.Equal("not-entered", (string?)(await SpendAsync(brand, lead, "a", "camper-giveaway-2026")).Body["code"]);
        Assert.Equal("not-for-sale", (string?)(await SpendAsync(brand, lead, "b", "camper-lid-2026")).Body["code"]);
        var mistaken = await brand.PostAsync(
            $"/api/leads/{lead}/points/adjust", new { id = "x", points = 0, reason = "none", by = "me" }, 400);
        Assert.Equal(["by", "points"], mistaken["errors"]!.AsObject().Select(error => error.Key).Order());
        var nobody = new string('0', 32);
        await brand.PostAsync($"/api/leads/{nobody}/points/spend", new { id = "x", campaignId = Launch }, 404);
    }

    private static IEnumerable<JsonNode> Ledger(JsonNode page) =>
        page["timeline"]!.AsArray().Where(item => (string?)item!["kind"] == "points").Select(item => item!);

    /// <summary>Five points, saved by who dies before anything follows: only the message is left.</summary>
    private static async Task ActAndDieAsync(Brand brand, string lead)
    {
        var now = DateTimeOffset.Parse(Now, CultureInfo.InvariantCulture);
        var act = new PointsAct { Id = "late", At = now, Points = 5, Reason = "late" };
        var key = LeadRows.PointsAct(act.Id);
        await brand.Services.GetRequiredService<LeadStore>().RebuildAsync(
            lead,
            (snapshot, _) => Task.FromResult<LeadChange?>(new LeadChange(snapshot.Lead, [new Fact(key, act)])),
            default);
        Assert.Equal(0, await brand.WaitingAsync());
        var handler = brand.Services.GetRequiredService<PointsHandler>();
        await handler.HandleAsync(new PointsSpent(lead, LeadRows.PointsAct("never-saved")), default);
        Assert.Equal(0, await brand.WaitingAsync());
        await handler.HandleAsync(new PointsSpent(lead, key), default);
        Assert.Equal(1, await brand.WaitingAsync());
    }
}
