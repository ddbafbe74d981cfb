using System.Net;
using System.Text.Json;
using LeadScoring.Mail;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Tests.Mail;

public sealed class SendGridDeliveryTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_request_is_the_approved_one_and_the_receipt_is_sendgrids_id()
    {
        await using var sendGrid = await FakeSendGrid.Start(context =>
        {
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            context.Response.Headers["X-Message-Id"] = "14c5d75ce93";
            return Task.CompletedTask;
        });

        var receipt = await Deliver(sendGrid.Address, Mails.Nurture);

        var (path, key, body) = Assert.Single(sendGrid.Requests);
        Assert.Equal(("14c5d75ce93", "/v3/mail/send", "Bearer SG.key"), (receipt.ProviderMessageId, path, key));
        using var approved = JsonDocument.Parse(Mails.Approved("sendgrid-nurture.json"));
        Assert.True(JsonElement.DeepEquals(approved.RootElement, body), body.GetRawText());
    }

    [Fact]
    public async Task What_a_mail_has_not_is_not_in_the_request()
    {
        await using var sendGrid = await FakeSendGrid.Start(Status(202));

        var receipt = await Deliver(sendGrid.Address, Mails.Confirmation);

        Assert.Equal("", receipt.ProviderMessageId);
        Assert.Equal(
            ["from", "subject", "personalizations", "content", "categories", "tracking_settings"],
            sendGrid.Requests[0].Body.EnumerateObject().Select(field => field.Name));
        var tracking = sendGrid.Requests[0].Body.GetProperty("tracking_settings");
        Assert.All(tracking.EnumerateObject(), kind => Assert.False(kind.Value.GetProperty("enable").GetBoolean()));
    }

    [Fact]
    public async Task A_dynamic_template_takes_the_place_of_the_words_and_settings_go_with_the_mail()
    {
        await using var sendGrid = await FakeSendGrid.Start(Status(200));
        var mail = Mails.Nurture with
        {
            Category = "car-considering",
            Step = "cost",
            Template = new ProviderTemplate("d-0123456789abcdef0123456789abcdef", new Dictionary<string, object>
            {
                ["name"] = "花子",
                ["score"] = 42,
                ["links"] = new Dictionary<string, object>
                {
                    ["unsubscribe"] = Mails.Nurture.OneClickUnsubscribe!.AbsoluteUri,
                },
            }),
        };

        var receipt = await Deliver(sendGrid.Address, mail, settings: new(Sandbox: true, IpPool: "news"));

        Assert.Equal("sandbox", receipt.GoesNowhere);
        using var approved = JsonDocument.Parse(Mails.Approved("sendgrid-dynamic.json"));
        var body = Assert.Single(sendGrid.Requests).Body;
        Assert.True(JsonElement.DeepEquals(approved.RootElement, body), body.GetRawText());
    }

    [Theory]
    [InlineData(28_999_990, 10)]
    [InlineData(0, 29_000_001)]
    [InlineData(15_000_000, 15_000_000)]
    public async Task A_mail_beyond_sendgrids_limit_is_refused_here_and_one_below_it_stays_below_with_all_its_wrapping(
        int html, int text)
    {
        await using var sendGrid = await FakeSendGrid.Start(context =>
        {
            Assert.InRange(context.Request.ContentLength ?? 0, 1, 30_000_000);
            return Status(202)(context);
        });
        var mail = Mails.Nurture with { Content = new RenderedMail("s", new string('h', html), new string('t', text)) };

        if (html + text <= 29_000_000)
        {
            Assert.Null((await Deliver(sendGrid.Address, mail)).GoesNowhere);
            return;
        }
        var refused = await Assert.ThrowsAsync<MailRefusedException>(() => Deliver(sendGrid.Address, mail));
        Assert.Equal("sendgrid-too-large", refused.Reason);
        Assert.Empty(sendGrid.Requests);
    }

    [Theory]
    [InlineData("yes", null, "SendGrid__Sandbox")]
    [InlineData("true", "x", "SendGrid__IpPool")]
    public void A_wrong_setting_stops_the_start_and_is_named(string sandbox, string? pool, string setting) =>
        Assert.StartsWith(
            setting, Assert.Throws<StartRefusedException>(() => SendGridSettings.Read(sandbox, pool)).Message,
            StringComparison.Ordinal);

    [Fact]
    public async Task A_bad_request_is_final_and_its_reason_names_fields_but_no_address()
    {
        await using var sendGrid = await FakeSendGrid.Start(Status(400, """
            {"errors":[{"message":"hanako@example.com is invalid","field":"personalizations.0.to.0.email","help":null},
                       {"message":"no","field":null},{"message":"no","field":"hanako@example.com"}]}
            """));

        var refused = await Assert.ThrowsAsync<MailRefusedException>(() => Deliver(sendGrid.Address, Mails.Nurture));

        Assert.Equal("sendgrid-400 personalizations.0.to.0.email", refused.Reason);
    }

    [Theory]
    [InlineData(413, "", "sendgrid-413")]
    [InlineData(404, "<html>", "sendgrid-404")]
    [InlineData(400, "[]", "sendgrid-400")]
    [InlineData(400, "{\"errors\":7}", "sendgrid-400")]
    public async Task A_refusal_without_words_is_one_all_the_same(int status, string body, string reason)
    {
        await using var sendGrid = await FakeSendGrid.Start(Status(status, body));

        var refused = await Assert.ThrowsAsync<MailRefusedException>(() => Deliver(sendGrid.Address, Mails.Nurture));

        Assert.Equal(reason, refused.Reason);
    }

    [Theory]
    [InlineData(429, "Retry-After", "120", 120)]
    [InlineData(429, "X-RateLimit-Reset", "1795305630", 30)]
    [InlineData(429, "X-RateLimit-Reset", "1", 0)]
    [InlineData(429, "X-RateLimit-Reset", "soon", null)]
    [InlineData(503, "Retry-After", "Sun, 22 Nov 2026 00:10:00 GMT", 600)]
    [InlineData(401, "Server", "x", null)]
    [InlineData(403, "Server", "x", null)]
    public async Task What_is_not_the_mails_fault_may_be_tried_again(
        int status, string header, string value, int? seconds)
    {
        await using var sendGrid = await FakeSendGrid.Start(context =>
        {
            context.Response.Headers[header] = value;
            return Status(status)(context);
        });

        var thrown = await Assert.ThrowsAsync<MailUnavailableException>(() => Deliver(sendGrid.Address, Mails.Nurture));

        Assert.Equal(seconds, thrown.RetryAfter?.TotalSeconds);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(504)]
    [InlineData(301)]
    public async Task An_answer_that_leaves_it_open_is_neither_yes_nor_no(int status)
    {
        await using var sendGrid = await FakeSendGrid.Start(Status(status));

        var unknown = await Assert.ThrowsAsync<HttpRequestException>(() => Deliver(sendGrid.Address, Mails.Nurture));

        Assert.Equal((HttpStatusCode)status, unknown.StatusCode);
    }

    [Fact]
    public async Task A_connection_lost_after_the_request_leaves_it_open_and_nothing_is_sent_twice()
    {
        await using var sendGrid = await FakeSendGrid.Start(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        await Assert.ThrowsAsync<HttpRequestException>(() => Deliver(sendGrid.Address, Mails.Nurture));

        Assert.Single(sendGrid.Requests);
    }

    [Fact]
    public async Task An_answer_that_never_comes_leaves_it_open()
    {
        await using var sendGrid = await FakeSendGrid.Start(
            context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var http = new HttpClient { Timeout = TimeSpan.FromMilliseconds(200) };

        await Assert.ThrowsAsync<TaskCanceledException>(() => Deliver(sendGrid.Address, Mails.Nurture, http));
    }

    [Fact]
    public async Task A_server_that_is_not_there_may_be_tried_again()
    {
        var sendGrid = await FakeSendGrid.Start(Status(202));
        var address = sendGrid.Address;
        await sendGrid.DisposeAsync();

        var unavailable = await Assert.ThrowsAsync<MailUnavailableException>(() => Deliver(address, Mails.Nurture));

        Assert.Equal("sendgrid-not-reached", unavailable.Message);
    }

    private static Func<HttpContext, Task> Status(int status, string body = "") => context =>
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    };

    private static async Task<DeliveryReceipt> Deliver(
        Uri address, OutgoingMail mail, HttpClient? client = null, SendGridSettings? settings = null)
    {
        using var http = client ?? new HttpClient();
        return await SendGridDelivery.Create(http, "SG.key", address.ToString(), settings ?? new(), new FixedTime(Now))
            .DeliverAsync(mail, CancellationToken.None);
    }

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
