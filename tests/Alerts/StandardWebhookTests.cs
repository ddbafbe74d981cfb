using System.Text;
using LeadScoring.Alerts;
using Microsoft.Extensions.Configuration;

namespace LeadScoring.Tests.Alerts;

public sealed class StandardWebhookTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Other = "whsec_bmV3IHNlY3JldCBvZiB0d2VudHktZm91ciBieXRlcw==";

    /// <summary>The reference vector of the specification's own libraries.</summary>
    [Fact]
    public void The_reference_vector_is_signed_as_everybody_signs_it() =>
        Assert.Equal(
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            StandardWebhook.Signatures(
                [StandardWebhook.Secret(Secret)!], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330,
                Encoding.UTF8.GetBytes("{\"test\": 2432232314}")));

    [Fact]
    public void While_secrets_change_each_signs()
    {
        byte[] body = [1, 2, 3];
        var (one, two) = (StandardWebhook.Secret(Secret)!, StandardWebhook.Secret(Other)!);

        Assert.Equal(
            $"{StandardWebhook.Signatures([one], "id", 1, body)} {StandardWebhook.Signatures([two], "id", 1, body)}",
            StandardWebhook.Signatures([one, two], "id", 1, body));
    }

    [Fact]
    public void The_body_holds_ids_and_kinds_and_nobody()
    {
        var id = new AlertId(new string('a', 32), new string('b', 32));
        var alert = new Alert
        {
            Kind = AlertKind.HotAgain,
            Product = "car",
            At = new DateTimeOffset(2027, 2, 1, 0, 0, 0, TimeSpan.Zero),
            OccurredAt = DateTimeOffset.UnixEpoch,
            Stage = "ready",
            Score = 61.5,
            Acknowledged = new Acknowledgement(DateTimeOffset.UnixEpoch, "Sato", "private"),
        };

        Assert.Equal(
            "{\"type\":\"alert.raised\",\"timestamp\":\"2027-02-01T00:00:00Z\",\"data\":{"
            + $"\"alertId\":\"{id}\",\"kind\":\"hotAgain\",\"leadId\":\"{id.LeadId}\",\"product\":\"car\","
            + "\"stage\":\"ready\",\"score\":61.5}}",
            StandardWebhook.Body(id, alert));
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData(null, Secret, false)]
    [InlineData("https://crm.example.jp/hooks/alerts?tenant=1", Secret, true)]
    [InlineData("https://crm.example.jp/hooks/alerts", Secret + " , " + Other, true)]
    [InlineData("http://127.0.0.1:8080/", Secret, true)]
    [InlineData("http://localhost/hook", Secret, true)]
    public void Settings_that_can_be_used_switch_it_on(string? url, string? secret, bool isOn) =>
        Assert.Equal(isOn, Read(url, secret).Url is not null);

    [Theory]
    [InlineData("https://crm.example.jp/", null, "LeadScoring__AlertWebhookSecret is missing")]
    [InlineData("https://crm.example.jp/", "secret", "LeadScoring__AlertWebhookSecret is not a secret")]
    [InlineData("https://crm.example.jp/", "whsec_c2hvcnQ=", "LeadScoring__AlertWebhookSecret is not a secret")]
    [InlineData("https://crm.example.jp/", Secret + ",whsec_%", "LeadScoring__AlertWebhookSecret is not a secret")]
    [InlineData("http://crm.example.jp/", Secret, "LeadScoring__AlertWebhookUrl cannot be used")]
    [InlineData("http://169.254.169.254/", Secret, "LeadScoring__AlertWebhookUrl cannot be used")]
    [InlineData("https://user:pass@crm.example.jp/", Secret, "LeadScoring__AlertWebhookUrl cannot be used")]
    [InlineData("/hooks", Secret, "LeadScoring__AlertWebhookUrl cannot be used")]
    [InlineData("file:///etc/passwd", Secret, "LeadScoring__AlertWebhookUrl cannot be used")]
    [InlineData("gopher://127.0.0.1/", Secret, "LeadScoring__AlertWebhookUrl cannot be used")]
    public void A_mistake_is_refused_with_its_name_and_without_the_secret(string url, string? secret, string said)
    {
        var refused = Assert.Throws<StartRefusedException>(() => Read(url, secret));

        Assert.StartsWith(said, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, refused.Message, StringComparison.Ordinal);
    }

    private static WebhookSettings Read(string? url, string? secret) =>
        WebhookSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["LeadScoring:AlertWebhookUrl"] = url,
                ["LeadScoring:AlertWebhookSecret"] = secret,
            }).Build());
}
