using System.Text.Json.Nodes;
using LeadScoring.Tests.Contracts;
using LeadScoring.Tests.Identity;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Rights;
using LeadScoring.Tests.Tracks;
using static LeadScoring.Tests.Rewards.Shopper;

namespace LeadScoring.Tests.Rewards;

public sealed class EmbeddedPoints() : PointsJourney([]);

[Collection(Azurite.Name), Trait("needs", Azurite.Name)]
public sealed class AzuritePoints(AzuriteBackEnd azurite) : PointsJourney(azurite.NewStore());

/// <summary>On either store nothing is spent twice, and two leads that became one are told apart again.</summary>
public abstract class PointsJourney(IReadOnlyList<string> store)
{
    [Fact]
    public async Task Of_many_who_spend_at_once_as_many_succeed_as_there_are_points_for_and_each_id_spends_once()
    {
        await using var brand = await Brand.OpenAsync(Now, null, [.. store]);
        var lead = await brand.BuyerAsync();
        Assert.Equal(358, (long)(await brand.PointsAsync(lead))["balance"]!);

        (int Status, JsonNode Body)[] answers;
        await using (var beside = await Brand.OpenBesideAsync(brand, null, [.. store])) // gone before what is due is
        {
            answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(
                n => SpendAsync(n % 2 == 0 ? brand : beside, lead, $"spend-{n % 5}")));
        }

        var done = answers.Where(one => one.Status == 200).Select(one => (string?)one.Body["id"]);
        Assert.Equal(3, done.Distinct().Count());
        Assert.All(answers.Where(one => one.Status != 200), one =>
            Assert.Equal((409, "too-few-points"), (one.Status, (string?)one.Body["code"])));
        var spent = answers.First(one => one.Status == 200).Body;
        Assert.Equal((string?)spent["at"], (string?)(await SpendAsync(brand, lead, (string)spent["id"]!)).Body["at"]);
        await brand.AdvanceAsync("PT2M");
        var points = await brand.PointsAsync(lead);
        Assert.Equal(58, (long)points["balance"]!);
        Assert.Equal(58, points["ledger"]!.AsArray().Sum(line => (long)line!["points"]!));
        Assert.Equal(1 + 3, (await brand.RegisterAsync()).Count);

        await brand.RefreshInsightsAsync();
        await KeptTracks.AssertSumsAsync(brand.Tables());
        var report = await brand.GetAsync("/api/insights/points?lang=en");
        Assert.Equal((58, 1), ((long)report["now"]!["outstanding"]!, (long)report["now"]!["holders"]!));
        var month = Assert.Single(report["months"]!.AsArray())!;
        Assert.Equal(
            ("2027-02", 358, -300),
            ((string?)month["month"], (long)month["flow"]!["earned"]!, (long)month["flow"]!["spent"]!));
        var expiring = Assert.Single(report["expiring"]!.AsArray())!;
        Assert.Equal(("2028-02", 58), ((string?)expiring["month"], (long)expiring["points"]!));
        Assert.Equal(58, report["rules"]!.AsArray().Sum(rule => (long)rule!["outstanding"]!));
    }

    [Fact]
    public async Task What_two_leads_earned_and_spent_is_one_ledger_while_they_are_one_and_two_again_after()
    {
        await using var brand = await Brand.OpenAsync(Now, null, [.. store]);
        var hanako = await brand.BuyerAsync();
        await brand.AdvanceAsync("P1D"); // one person's two entries of a day earn once
        await brand.EnterAsync("work@example.jp");
        var work = brand.IdOf("work@example.jp");
        var gift = new { id = "gift", points = 190, reason = "gift" };
        await brand.PostAsync($"/api/leads/{work}/points/adjust", gift, 200);
        Assert.Equal(200, (await SpendAsync(brand, work, "own")).Status);
        var (before, after) = (await brand.PointsAsync(hanako), await brand.PointsAsync(work));
        Assert.Equal((358, 100), ((long)before["balance"]!, (long)after["balance"]!));

        await brand.RefreshInsightsAsync();
        var apart = await SumsAsync(brand);
        Assert.Equal((458, 2), ((long)apart["now"]!["outstanding"]!, (long)apart["now"]!["holders"]!));

        await brand.MergeAsync("work@example.jp", Hanako);
        await brand.RefreshInsightsAsync();
        var together = await SumsAsync(brand);
        Assert.Equal((458, 1), ((long)together["now"]!["outstanding"]!, (long)together["now"]!["holders"]!));
        Assert.Equal(458, (long)(await brand.PointsAsync(work))["balance"]!);
        Assert.Equal("other-content", (string?)(await SpendAsync(brand, hanako, "gift")).Body["code"]);

        await brand.UnmergeAsync("work@example.jp");
        await brand.RefreshInsightsAsync();
        Assert.Equal(apart.ToJsonString(), (await SumsAsync(brand)).ToJsonString());
        Assert.Equal(before.ToJsonString(), (await brand.PointsAsync(hanako)).ToJsonString());
        Assert.Equal(after.ToJsonString(), (await brand.PointsAsync(work)).ToJsonString());
    }

    private static async Task<JsonNode> SumsAsync(Brand brand)
    {
        var report = await brand.GetAsync("/api/insights/points");
        report["made"] = null;
        return report;
    }
}
