using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using LeadScoring.Tests.Conventions;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Rights;

namespace LeadScoring.Tests.Hits;

/// <summary>SendGrid's event webhook, in the shape it documents (tests/Hits/Bodies), signed by the test.</summary>
public sealed class WebhookTests
{
    private const string Ours = "\"lead_id\":\"0123456789abcdef0123456789abcdef\",\"send_id\":\"x\"}]";

    private static readonly string[] Bodies = ["delivery.json", "engagement.json"];

    [Fact]
    public async Task Everything_it_tells_is_kept_with_its_mail_and_without_addresses()
    {
        await using var mailed = await MailedBrand.OpenAsync();

        foreach (var body in Bodies)
        {
            using var answer = await mailed.Provider.PostAsync(mailed.Http, await FilledAsync(mailed, body));
            var told = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
            Assert.Equal(1, (int)told["ignored"]!); // one event of each is of a mail that is not ours
        }
        await mailed.WorkOffAsync();

        var export = await mailed.Brand.GetAsync($"/api/leads/{mailed.LeadId}/export");
        var kept = Assert.Single(export["records"]!["hits"]!.AsArray())!;
        Assert.Equal(
            ["processed", "deferred", "delivered", "something_new_of_2031"],
            kept["events"]!.AsArray().Select(told => (string?)told!["type"]));
        Assert.Equal(
            ["open proxy", "open browser", "click browser"],
            kept["hits"]!.AsArray().Select(hit => $"{hit!["kind"]} {hit["agent"]}"));
        Assert.DoesNotContain("@", kept.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("203.0.113.", kept.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(["machine-open", "human"], await mailed.VerdictsAsync("Mail opened"));
        Assert.Equal(["human"], await mailed.VerdictsAsync());
    }

    [Fact]
    public async Task An_event_that_comes_46_times_over_is_one()
    {
        await using var mailed = await MailedBrand.OpenAsync();
        var before = await mailed.PointsAsync();
        var open = await mailed.EventAsync("open", MailedBrand.SentAt.AddMinutes(5), "c2c1c6f9");
        await mailed.Brand.AdvanceAsync("PT10M");

        for (var time = 0; time < 23; time++)
        {
            await mailed.Provider.TellAsync(mailed.Http, open, open);
            if (time % 7 == 0) await mailed.WorkOffAsync();
        }
        await mailed.WorkOffAsync();

        Assert.Equal(before + 1, await mailed.PointsAsync());
        Assert.Equal(["human"], await mailed.VerdictsAsync("Mail opened"));
    }

    [Fact]
    public async Task A_forged_altered_or_unsigned_call_is_told_so_and_leaves_nothing()
    {
        await using var mailed = await MailedBrand.OpenAsync();
        var genuine = await FilledAsync(mailed, "delivery.json");
        var body = Encoding.UTF8.GetBytes(genuine);
        var rows = await Traces.RowsAsync(mailed.Brand.Tables(), mailed.LeadId);
        using var other = new Provider();

        using var altered = await mailed.Provider.PostAsync(mailed.Http, body, [.. body, (byte)' ']);
        using var forged = await other.PostAsync(mailed.Http, body);
        using var unsigned = await mailed.Http.PostAsync("/api/webhooks/sendgrid", new StringContent(genuine));
        using var nonsense = new HttpRequestMessage(HttpMethod.Post, "/api/webhooks/sendgrid")
        {
            Content = new StringContent(genuine),
            Headers = { { Provider.Signature, "!" }, { Provider.Timestamp, "1" } },
        };
        using var refused = await mailed.Http.SendAsync(nonsense);

        foreach (var answer in new[] { altered, forged, unsigned, refused })
        {
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            await AssertNamesSettingAsync(answer);
        }
        Assert.Equal(rows, await Traces.RowsAsync(mailed.Brand.Tables(), mailed.LeadId));
    }

    [Fact]
    public async Task Whoever_forges_on_and_on_waits_and_the_provider_does_not()
    {
        using var provider = new Provider();
        await using var brand = await Brand.OpenAsync(
            null, null, provider.Setting, "--LeadScoring:RequestsPerMinute=25");
        async Task<HttpStatusCode> CallAsync(bool genuine)
        {
            using var answer = await provider.PostAsync(
                brand.Http, "[]"u8.ToArray(), genuine ? null : "[{}]"u8.ToArray());
            return answer.StatusCode;
        }

        for (var call = 0; call < 40; call++) Assert.Equal(HttpStatusCode.Accepted, await CallAsync(genuine: true));
        var answers = new List<HttpStatusCode>();
        for (var call = 0; call < 10; call++) answers.Add(await CallAsync(genuine: false));

        Assert.Equal(HttpStatusCode.Forbidden, answers[0]);
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
        Assert.Equal(HttpStatusCode.Accepted, await CallAsync(genuine: true));
    }

    [Theory]
    [InlineData("{\"event\":\"open\"}", HttpStatusCode.BadRequest)]
    [InlineData("[{\"event\":", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.Accepted)]
    [InlineData("[{\"timestamp\":\"\\ud83d\"," + Ours, HttpStatusCode.Accepted)]
    [InlineData("[{\"timestamp\":true,\"\\ud83dsg_machine_open\":true,\"event\":\"open\"," + Ours,
        HttpStatusCode.Accepted)]
    [InlineData("[7, null, {\"event\":{}}, {\"lead_id\":\"\\ud83d\",\"send_id\":\"x\"}]", HttpStatusCode.Accepted)]
    public async Task What_is_signed_but_no_event_stops_nothing(string body, HttpStatusCode status)
    {
        using var provider = new Provider();
        await using var brand = await Brand.OpenAsync(null, null, provider.Setting);

        using var answer = await provider.PostAsync(brand.Http, body);

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Without_its_key_the_door_says_which_setting_is_missing_and_a_wrong_one_stops_the_start()
    {
        await using var brand = await Brand.OpenAsync();
        using (var answer = await brand.Http.PostAsync("/api/webhooks/sendgrid", new StringContent("[]")))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            await AssertNamesSettingAsync(answer);
        }
        using var large = System.Security.Cryptography.ECDsa.Create(
            System.Security.Cryptography.ECCurve.NamedCurves.nistP384);

        foreach (var wrong in new[] { "no key", Convert.ToBase64String(large.ExportSubjectPublicKeyInfo()), "AAAA" })
        {
            var refused = await Assert.ThrowsAsync<StartRefusedException>(
                () => brand.RestartAsync($"--SendGrid:WebhookPublicKey={wrong}"));
            Assert.StartsWith("SendGrid__WebhookPublicKey", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_body_of_a_megabyte_is_taken_and_a_larger_one_is_not()
    {
        using var provider = new Provider();
        await using var brand = await Brand.OpenAsync(null, null, provider.Setting);

        using var largest = await provider.PostAsync(brand.Http, $"[{new string(' ', 1024 * 1024 - 2)}]");
        using var larger = await provider.PostAsync(brand.Http, $"[{new string(' ', 1024 * 1024 - 1)}]");

        Assert.Equal(HttpStatusCode.Accepted, largest.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, larger.StatusCode);
    }

    [Theory]
    [InlineData("spamreport", "spam-report", "spam report")]
    [InlineData("unsubscribe", "provider", "consent withdrawn")]
    [InlineData("group_unsubscribe", "provider", "consent withdrawn")]
    public async Task Who_stops_the_mails_at_the_provider_has_stopped_them_here(
        string type, string how, string reason)
    {
        await using var mailed = await MailedBrand.OpenAsync();
        var told = await mailed.EventAsync(type, MailedBrand.SentAt.AddHours(1), "stop");
        await mailed.Brand.AdvanceAsync("PT2H");

        await mailed.Provider.TellAsync(mailed.Http, told, told);
        await mailed.Provider.TellAsync(mailed.Http, told);
        await mailed.WorkOffAsync();

        var consents = (await mailed.HanakoAsync())["consents"]!;
        Assert.False((bool)consents["mayMail"]!);
        Assert.Equal(reason, (string?)consents["reason"]);
        var export = await mailed.Brand.GetAsync($"/api/leads/{mailed.LeadId}/export");
        Assert.Equal(
            how, (string?)Assert.Single(
                export["records"]!["consent"]!.AsArray(), row => (string?)row!["source"] == "provider")!["how"]);
        await mailed.Brand.AdvanceAsync("P30D");
        Assert.Equal(2, mailed.Brand.Mails().Count);
    }

    [Fact]
    public async Task An_old_complaint_does_not_undo_what_was_agreed_to_since()
    {
        await using var mailed = await MailedBrand.OpenAsync();

        await mailed.Provider.TellAsync(
            mailed.Http, await mailed.EventAsync("spamreport", MailedBrand.SentAt.AddDays(-30), "old"));
        await mailed.WorkOffAsync();

        Assert.True((bool)(await mailed.HanakoAsync())["consents"]!["mayMail"]!);
    }

    private static async Task AssertNamesSettingAsync(HttpResponseMessage answer) => Assert.Contains(
        "SendGrid__WebhookPublicKey", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);

    private static async Task<string> FilledAsync(MailedBrand mailed, string body) =>
        SourceTree.ReadText($"tests/Hits/Bodies/{body}")
            .Replace("{{send}}", (string)(await mailed.SendAsync())["sendId"]!, StringComparison.Ordinal)
            .Replace("{{lead}}", mailed.LeadId, StringComparison.Ordinal);
}
