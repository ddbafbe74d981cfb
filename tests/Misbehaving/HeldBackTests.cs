using System.Text.Json.Nodes;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Mail;
using LeadScoring.Tests.Publishing;

namespace LeadScoring.Tests.Misbehaving;

/// <summary>
/// A mail that the provider turned away for a moment, and that the brand's own rules then keep for days.
/// </summary>
public sealed class HeldBackTests
{
    private const string GoldenWeek = """
        {"days":["mon","tue","wed","thu","fri"],"from":"10:00","to":"19:00","timeZone":"Asia/Tokyo",
         "holidays":["2027-04-29","2027-04-30","2027-05-03","2027-05-04","2027-05-05"]}
        """;

    [Theory]
    [InlineData("2027-04-30T03:00:00Z", false, "window")]
    [InlineData("2027-04-30T03:00:00Z", true, "paused")]
    public async Task A_mail_turned_away_for_two_minutes_before_holidays_goes_after_them(
        string between, bool isPaused, string reason)
    {
        var isAway = true;
        await using var sendGrid = await FakeSendGrid.Answering(() => isAway ? 429 : 202);
        await using var brand = await BeginAsync(sendGrid);
        await brand.TravelAsync(new { now = "2027-04-28T09:59:00Z" }); // 18:59 in Tokyo, its mail is due
        if (isPaused) await brand.PostAsync("/api/sends/pause", new { }, 200);
        await brand.AdvanceAsync("PT5M");
        isAway = false;
        var turnedAway = sendGrid.Requests.Count;
        await brand.TravelAsync(new { now = between });
        Assert.Equal(("unknown", reason), await OutcomeAsync(brand));

        await brand.TravelAsync(new { now = "2027-05-05T06:00:00Z" });
        if (isPaused) await brand.PostAsync("/api/sends/resume", new { }, 200);
        await brand.TravelAsync(new { now = "2027-05-06T06:00:00Z" });

        Assert.NotEqual(0, turnedAway);
        Assert.Equal(turnedAway + 1, sendGrid.Requests.Count);
        Assert.Equal(("sent", null), await OutcomeAsync(brand));
    }

    private static async Task<Brand> BeginAsync(FakeSendGrid sendGrid)
    {
        var brand = await Brand.OpenAsync(
            "2027-04-27T09:57:30Z", null, "--SendGrid:ApiKey=SG.key", $"--SendGrid:BaseUrl={sendGrid.Address}");
        await brand.PublishScenarioAsync(ScenarioPublishing.Scenario("car-new", 2, scenario =>
        {
            scenario["window"] = JsonNode.Parse(GoldenWeek);
            scenario["holdoutPercent"] = 0;
        }));
        await brand.PostAsync("/api/consents", new
        {
            consents = new[]
            {
                new
                {
                    email = "taro@example.jp", channel = "email", grantedAt = "2027-04-26T00:00:00Z",
                    how = "paper form", wordingVersion = "2027-01", proof = "sheet 1",
                },
            },
        });
        await brand.PostAsync("/api/reactions", new
        {
            reactions = new[]
            {
                new
                {
                    id = "r", email = "taro@example.jp", type = "page-view", product = "car",
                    occurredAt = "2027-04-26T23:00:00Z",
                },
            },
        });
        await brand.SettleAsync();
        return brand;
    }

    private static async Task<(string?, string?)> OutcomeAsync(Brand brand)
    {
        var figures = await brand.GetAsync("/api/insights/sends?from=2027-04-27&to=2027-05-07");
        var outcome = Assert.Single(figures["totals"]!["outcomes"]!.AsArray())!;
        return ((string?)outcome["status"], (string?)outcome["reason"]);
    }
}
