using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Rights;
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
        var export = (await brand.GetAsync($"/api/leads/{lead}/export")).ToJsonString();
        Assert.Contains("\"sorry\"", export, StringComparison.Ordinal);

        using (await brand.Http.DeleteAsync($"/api/leads/{lead}")) await brand.AdvanceAsync("PT2M");
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
}
