using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LeadScoring.Tests.Hits;

namespace LeadScoring.Tests.Consent;

/// <summary>Mailboxes that turn mails away, as the lead's page, its mails and the staff meet them.</summary>
public sealed class SuppressionTests
{
    private static readonly DateTimeOffset Told = MailedBrand.SentAt.AddMinutes(1);

    [Fact]
    public async Task A_hard_bounce_ends_all_mail_and_the_page_says_by_which_event()
    {
        await using var mailed = await MailedBrand.OpenAsync();

        await TellAsync(mailed, "bounce", ("type", "bounce"), ("status", "5.1.1"), ("reason", "550 no hanako here"));

        var hanako = await mailed.HanakoAsync();
        var ended = hanako["consents"]!["suppression"]!;
        Assert.Equal(("bounced", Told, null), (
            (string?)ended["reason"], (DateTimeOffset)ended["at"]!, (string?)ended["until"]));
        Assert.Equal("bounced", (string?)hanako["consents"]!["reason"]);
        Assert.Contains(Timeline(hanako), text => text == "bounce: bounce 5.1.1");
        var told = Assert.Single((await mailed.SendAsync())["events"]!.AsArray())!;
        Assert.Equal((string?)told["id"], (string?)ended["eventId"]);
        await mailed.Brand.AdvanceAsync("P30D");
        Assert.Equal(2, mailed.Brand.Mails().Count); // the confirmation and the welcome, and nothing since
        var figures = await mailed.Brand.GetAsync("/api/insights/sends?from=2027-02-01&groupBy=scenario");
        Assert.Equal(2, (int)figures["totals"]!["sent"]!);
        Assert.DoesNotContain(
            "no hanako", (await mailed.Brand.GetAsync($"/api/leads/{mailed.LeadId}/export")).ToJsonString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_staff_lifts_it_with_name_and_reason_and_a_later_bounce_counts_anew()
    {
        await using var mailed = await MailedBrand.OpenAsync();
        await TellAsync(mailed, "bounce", ("type", "bounce"));
        await mailed.Brand.AdvanceAsync("PT1H");

        var lifted = await LiftAsync(mailed, new { by = "Sato", why = "She called." }, HttpStatusCode.OK);

        Assert.Equal((true, null), ((bool)lifted["mayMail"]!, (string?)lifted["suppression"]));
        var word = (await mailed.HanakoAsync())["consents"]!["record"]!.AsArray()
            .Single(row => (string?)row!["what"] == "suppression lifted")!;
        Assert.Equal(("Sato", "She called.", "bounced"), (
            (string?)word["takenBy"], (string?)word["how"], (string?)word["proof"]));
        await LiftAsync(mailed, new { by = "Sato", why = "Again." }, HttpStatusCode.OK);
        Assert.Single((await mailed.HanakoAsync())["consents"]!["record"]!.AsArray(), row =>
            (string?)row!["what"] == "suppression lifted");
        await TellAsync(mailed, "bounce", ("type", "bounce")); // the same event, once more
        Assert.Null((string?)(await mailed.HanakoAsync())["consents"]!["suppression"]);
        await mailed.Provider.TellAsync(
            mailed.Http, With(await mailed.EventAsync("bounce", Told.AddHours(2), "later"), ("type", "bounce")));
        await mailed.WorkOffAsync();
        Assert.Equal("bounced", (string?)(await mailed.HanakoAsync())["consents"]!["suppression"]!["reason"]);
    }

    [Fact]
    public async Task Who_enters_again_after_a_bounce_is_asked_once_more_and_confirming_lifts_it()
    {
        await using var mailed = await MailedBrand.OpenAsync();
        await TellAsync(mailed, "bounce", ("type", "bounce"));
        await mailed.Brand.AdvanceAsync("P2D");

        await EnterAsync(mailed, "e-2");
        await mailed.Brand.ConfirmAsync(mailed.Brand.Mails()[^1]);

        Assert.Null((string?)(await mailed.HanakoAsync())["consents"]!["suppression"]);
    }

    [Fact]
    public async Task Who_complained_is_not_even_asked_and_the_ledger_says_why()
    {
        await using var mailed = await MailedBrand.OpenAsync();
        await TellAsync(mailed, "spamreport");
        await mailed.Brand.AdvanceAsync("P2D");
        var before = mailed.Brand.Mails().Count;

        await EnterAsync(mailed, "e-2");

        Assert.Equal(before, mailed.Brand.Mails().Count);
        var figures = await mailed.Brand.GetAsync(
            "/api/insights/sends?from=2027-02-01&scenario=(confirmation)&status=suppressed");
        var outcome = Assert.Single(figures["totals"]!["outcomes"]!.AsArray())!;
        Assert.Equal("spam report", (string?)outcome["reason"]);
    }

    [Fact]
    public async Task Nobody_lifts_without_a_name_and_a_reason_or_for_nobody()
    {
        await using var mailed = await MailedBrand.OpenAsync();
        var problem = await LiftAsync(mailed, new { by = "Sato" }, HttpStatusCode.BadRequest);
        Assert.NotNull(problem["errors"]!["why"]);
        using var nobody = await SendAsync(mailed, new string('0', 32), new { by = "Sato", why = "?" });
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
    }

    private static async Task TellAsync(MailedBrand mailed, string type, params (string, object)[] more)
    {
        await mailed.Provider.TellAsync(mailed.Http, With(await mailed.EventAsync(type, Told, $"{type}-1"), more));
        await mailed.WorkOffAsync();
    }

    private static Dictionary<string, object> With(
        Dictionary<string, object> told, params (string Name, object Value)[] more)
    {
        foreach (var (name, value) in more) told[name] = value;
        return told;
    }

    private static async Task EnterAsync(MailedBrand mailed, string entryId)
    {
        await mailed.Brand.PostAsync("/api/campaigns/car-launch-2026/entries", new
        {
            entryId,
            email = MailedBrand.Hanako,
            locale = "ja",
            optIn = true,
        });
        await mailed.Brand.SettleAsync();
    }

    private static IEnumerable<string?> Timeline(JsonNode lead) =>
        lead["timeline"]!.AsArray().Select(item => (string?)item!["text"]);

    private static async Task<JsonNode> LiftAsync(MailedBrand mailed, object body, HttpStatusCode expected)
    {
        using var answer = await SendAsync(mailed, mailed.LeadId, body);
        Assert.Equal(expected, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    private static Task<HttpResponseMessage> SendAsync(MailedBrand mailed, string leadId, object body) =>
        mailed.Http.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"/api/leads/{leadId}/suppression")
        {
            Content = JsonContent.Create(body),
        });
}
