using System.Text;
using System.Text.Json.Nodes;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Mail;
using LeadScoring.Tests.Publishing;

namespace LeadScoring.Tests.Misbehaving;

/// <summary>From the content and the settings to SendGrid's request and the ledger.</summary>
public sealed class SendGridJourneyTests
{
    private const string Hanako = "hanako@example.jp";
    private const string Id = "d-0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task A_mail_with_a_dynamic_template_goes_as_its_id_and_the_data_and_its_subject_is_not_ours_to_tell()
    {
        using var content = new SpoiledContent();
        content.Write("templates/car-welcome/sendgrid.json", Encoding.UTF8.GetBytes($$"""{"ja":"{{Id}}"}"""));
        await using var sendGrid = await FakeSendGrid.Answering(() => 202);

        var sends = await WelcomeAsync(sendGrid, $"--LeadScoring:ContentPath={content.Folder}");

        var body = sendGrid.Requests[^1].Body;
        Assert.Equal(Id, body.GetProperty("template_id").GetString());
        Assert.False(body.TryGetProperty("subject", out _) || body.TryGetProperty("content", out _));
        Assert.Equal(
            ["car-new", "car-new.welcome"],
            body.GetProperty("categories").EnumerateArray().Select(category => category.GetString()));
        var data = body.GetProperty("personalizations")[0].GetProperty("dynamic_template_data");
        Assert.Equal("山田花子", data.GetProperty("name").GetString());
        var unsubscribe = data.GetProperty("links").GetProperty("unsubscribe").GetString();
        Assert.Equal($"<{unsubscribe}>", body.GetProperty("headers").GetProperty("List-Unsubscribe").GetString());
        var send = Assert.Single(sends, send => (string?)send["template"] == "car-welcome");
        Assert.Equal(("sent", null), ((string?)send["status"], (string?)send["subject"]));
    }

    [Fact]
    public async Task In_the_sandbox_nothing_counts_as_sent()
    {
        await using var sendGrid = await FakeSendGrid.Answering(() => 200);

        var sends = await WelcomeAsync(sendGrid, "--SendGrid:Sandbox=true");

        Assert.All(sendGrid.Requests, request => Assert.True(
            request.Body.GetProperty("mail_settings").GetProperty("sandbox_mode").GetProperty("enable").GetBoolean()));
        Assert.Equal(["car-welcome", "confirm"], sends.Select(send => (string?)send["template"]).Order());
        Assert.All(sends, send => Assert.Equal(
            ("suppressed", "sandbox", null),
            ((string?)send["status"], (string?)send["reason"], (string?)send["sentAt"])));
    }

    /// <summary>Hanako enters and confirms, and her welcome leaves; what her page says of both mails.</summary>
    private static async Task<List<JsonNode>> WelcomeAsync(FakeSendGrid sendGrid, string setting)
    {
        await using var brand = await Brand.OpenAsync(
            "2027-02-01T00:00:00Z", null,
            "--SendGrid:ApiKey=SG.key", $"--SendGrid:BaseUrl={sendGrid.Address}", setting);
        await brand.PostAsync("/api/campaigns/car-launch-2026/entries", new
        {
            entryId = "e-1",
            email = Hanako,
            name = "山田花子",
            locale = "ja",
            optIn = true,
        });
        await brand.SettleAsync();
        var confirmation = TakenMail.Of(Assert.Single(sendGrid.Requests).Body, default, 0);
        using (await brand.Http.PostAsync(confirmation.Links("opt-in").First(), null))
            await brand.AdvanceAsync("P2D");
        Assert.Equal(2, sendGrid.Requests.Count);
        var leadId = (string)(await brand.FindAsync(Hanako))["leadId"]!;
        var page = await brand.GetAsync($"/api/leads/{leadId}?product=car");
        return [.. page["sends"]!.AsArray().Select(send => send!)];
    }
}
