using System.Text;
using System.Text.Json.Nodes;
using LeadScoring.Tests.Loyalty;
using LeadScoring.Tests.Publishing;

namespace LeadScoring.Tests.Journeys;

/// <summary>
/// The sample scenarios of a prospect, seen from outside: business days, a branch, a wait that ends with what it waits
/// for, and a date that moves. Nobody is held out here.
/// </summary>
public abstract class ScenarioJourney(IReadOnlyList<string> store) : IDisposable
{
    private const string Taro = "taro@example.jp";

    private readonly SpoiledContent _content = new SpoiledContent()
        .Replace("scenarios/car-considering.json", "\"holdoutPercent\": 10", "\"holdoutPercent\": 0")
        .Replace("scenarios/car-lease-end.json", "\"holdoutPercent\": 10", "\"holdoutPercent\": 0")
        .Write("scenarios/like-loyal.json", Encoding.UTF8.GetBytes(LikenessTold.Scenario(80)));

    [Fact]
    public async Task A_prospect_gets_what_fits_to_what_they_did_and_to_the_end_of_their_lease()
    {
        // A Monday, 9:00 in Tokyo.
        await using var brand = await Brand.OpenAsync(
            "2027-02-01T00:00:00Z", null, [.. store, "--LeadScoring:ContentPath=" + _content.Folder]);
        await EnterAsync(brand, "car-launch-2026", "2027-08-31");
        await ReactAsync(brand, "quote");

        // Two business days on, and five days later nobody has driven: an invitation.
        await brand.TravelAsync(new { now = "2027-02-12T00:00:00Z" });
        Assert.Equal(
            ["car-welcome 02-02", "car-running-cost 02-03", "car-test-drive 02-09"], Sent(await brand.FindAsync(Taro)));

        // The drive ends the wait; two business days later it is thanked for, and a week later the rest comes.
        await brand.TravelAsync(new { now = "2027-02-15T05:00:00Z" });
        await ReactAsync(brand, "test-drive");
        await brand.TravelAsync(new { now = "2027-03-31T00:00:00Z" });
        Assert.Equal(["car-after-drive 02-17", "car-trade-in 02-24"], Sent(await brand.FindAsync(Taro)).Skip(3));

        // The lease ends two months later than they thought: what was planned for 6 May moves with it.
        await EnterAsync(brand, "car-test-drive", "2027-10-29");
        await brand.TravelAsync(new { now = "2027-06-30T00:00:00Z" });
        Assert.Equal(5, Sent(await brand.FindAsync(Taro)).Count);
        await brand.TravelAsync(new { now = "2027-12-01T00:00:00Z" });
        Assert.Equal(
            ["car-lease-end 07-01", "car-lease-end-drive 08-30"], Sent(await brand.FindAsync(Taro)).Skip(5));

        // Two nights tell that he is like loyal customers: one mail.
        var leadId = (string)(await brand.FindAsync(Taro))["leadId"]!;
        for (var night = 0; night < 2; night++)
        {
            await brand.Services.TellAsync(leadId, 80);
            await brand.AdvanceAsync("P2D");
        }
        Assert.Equal(["car-test-drive 12-02"], Sent(await brand.FindAsync(Taro)).Skip(7));
    }

    public void Dispose()
    {
        _content.Dispose();
        GC.SuppressFinalize(this);
    }

    private static async Task EnterAsync(Brand brand, string campaign, string leaseEnd)
    {
        var before = brand.Mails().Count;
        await brand.PostAsync($"/api/campaigns/{campaign}/entries", new
        {
            entryId = campaign,
            email = Taro,
            locale = "ja",
            optIn = true,
            attributes = new { prefecture = "Osaka", leaseEnd },
        });
        await brand.SettleAsync();
        if (brand.Mails().Count > before) await brand.ConfirmAsync(brand.Mails()[^1]);
    }

    private static async Task ReactAsync(Brand brand, string type)
    {
        var now = (string)(await brand.GetAsync("/api/dev/time"))["now"]!;
        await brand.PostAsync("/api/reactions", new
        {
            reactions = new[] { new { id = type, email = Taro, type, occurredAt = now, product = "car" } },
        });
        await brand.SettleAsync();
    }

    /// <summary>The mails of scenarios with their day in Tokyo, as they went.</summary>
    private static List<string> Sent(JsonNode lead) =>
    [
        .. lead["sends"]!.AsArray().Select(send => send!)
            .Where(send => (string?)send["status"] == "sent" && send["scenario"] is not null)
            .Select(send => (At: DateTimeOffset.Parse((string)send["sentAt"]!, null), Of: (string)send["template"]!))
            .OrderBy(send => send.At)
            .Select(send => $"{send.Of} {send.At.ToOffset(TimeSpan.FromHours(9)):MM-dd}"),
    ];
}
