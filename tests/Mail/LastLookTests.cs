using LeadScoring.Mail;
using Moq;

namespace LeadScoring.Tests.Mail;

public sealed class LastLookTests
{
    private static readonly Uri Stop = new("https://leads.hoshikawa.example/api/unsubscribe/x?a=1&b=2");

    private static readonly Imprint Imprint =
        new("Hoshikawa & Co", "1-2-3 Hoshikawadai,\nYokohama", "desk@hoshikawa.example", Stop);

    private const string Html = """
        <html lang="en"><body><p>Hello</p><p>Hoshikawa &amp; Co<br>1-2-3 Hoshikawadai, Yokohama<br>
        desk@hoshikawa.example <a href="https://leads.hoshikawa.example/api/unsubscribe/x?a=1&amp;b=2">Stop</a></p>
        </body></html>
        """;

    private const string Text = """
        Hello

        Hoshikawa & Co, 1-2-3 Hoshikawadai, Yokohama
        desk@hoshikawa.example
        Stop: https://leads.hoshikawa.example/api/unsubscribe/x?a=1&b=2
        """;

    [Fact]
    public async Task A_mail_that_shows_all_it_must_goes_out()
    {
        var (last, door) = Make();

        var receipt = await last.DeliverAsync(MailOf(Html, Text), TestContext.Current.CancellationToken);

        Assert.Equal("7", receipt.ProviderMessageId);
        door.Verify(one => one.DeliverAsync(It.IsAny<OutgoingMail>(), It.IsAny<CancellationToken>()), Times.Once);
    }

    [Theory]
    [InlineData("Hoshikawa &amp; Co", "no sender name")]
    [InlineData("1-2-3", "no address")]
    [InlineData("desk@hoshikawa.example", "no contact")]
    [InlineData(">Stop<", "no opt-out")]
    [InlineData("?a=1&amp;b=2", "no opt-out")]
    public async Task What_its_html_does_not_show_keeps_it_in(string left, string reason)
    {
        var cut = left == ">Stop<" ? Html.Replace(left, "><", StringComparison.Ordinal) : Html.Replace(left, "");

        Assert.Equal(reason, await RefusedAsync(MailOf(cut, Text)));
    }

    [Theory]
    [InlineData("Hoshikawa & Co", "no sender name")]
    [InlineData("Yokohama", "no address")]
    [InlineData("desk@hoshikawa.example", "no contact")]
    [InlineData("/x?a=1", "no opt-out")]
    public async Task What_its_text_does_not_show_keeps_it_in(string left, string reason) =>
        Assert.Equal(reason, await RefusedAsync(MailOf(Html, Text.Replace(left, ""))));

    [Theory]
    [InlineData("display: none")]
    [InlineData("color:#fff; DISPLAY : NONE !important")]
    [InlineData("visibility:hidden")]
    [InlineData("opacity:0")]
    [InlineData("opacity: 0.0")]
    [InlineData("font-size:0")]
    [InlineData("font-size: 0px;")]
    [InlineData("max-height:0;overflow:hidden")]
    [InlineData("height:0px; overflow: hidden")]
    public async Task A_hidden_footer_does_not_count(string style)
    {
        var around = Html.Replace("<p>Hoshikawa", $"<div style=\"{style}\"><p>Hoshikawa")
            .Replace("</a></p>", "</a></p></div>");

        Assert.Equal("no sender name", await RefusedAsync(MailOf(Styled(style), Text)));
        Assert.Equal("no sender name", await RefusedAsync(MailOf(around, Text)));
    }

    [Theory]
    [InlineData("display:none;display:block")]
    [InlineData("opacity:0.6;font-size:10px;visibility:visible")]
    [InlineData("max-height:0")] // what flows over is seen
    [InlineData("mso-hide:all")] // Outlook has something else in its place
    public async Task A_small_or_pale_footer_does(string style)
    {
        var (last, _) = Make();

        await last.DeliverAsync(MailOf(Styled(style), Text), TestContext.Current.CancellationToken);
    }

    /// <summary>As common mail builders write it: no size around, so that nothing gapes; the words have one.</summary>
    [Theory]
    [InlineData("font-size:0px", "font-size:13px")]
    [InlineData("visibility:hidden", "visibility:visible")]
    public async Task Words_are_seen_that_have_their_own_size(string around, string within)
    {
        var (last, _) = Make();
        var html = Styled(within).Replace("<body>", $"<body style=\"{around}\">", StringComparison.Ordinal);

        await last.DeliverAsync(MailOf(html, Text), TestContext.Current.CancellationToken);
    }

    private static string Styled(string footer) =>
        Html.Replace("<p>Hoshikawa", $"<p style=\"{footer}\">Hoshikawa", StringComparison.Ordinal);

    [Fact]
    public async Task A_mail_that_advertises_nothing_has_nothing_to_show()
    {
        var (last, _) = Make();

        var receipt = await last.DeliverAsync(Mails.Confirmation, TestContext.Current.CancellationToken);

        Assert.Equal("7", receipt.ProviderMessageId);
    }

    private static async Task<string> RefusedAsync(OutgoingMail mail)
    {
        var (last, door) = Make();
        var refused = await Assert.ThrowsAsync<MailRefusedException>(
            () => last.DeliverAsync(mail, TestContext.Current.CancellationToken));
        door.VerifyNoOtherCalls();
        return refused.Reason;
    }

    private static OutgoingMail MailOf(string html, string text) =>
        Mails.Nurture with { Content = new RenderedMail("Hello", html, text), Imprint = Imprint };

    private static (LastLook Last, Mock<IMailDelivery> Door) Make()
    {
        var door = new Mock<IMailDelivery>();
        door.Setup(one => one.DeliverAsync(It.IsAny<OutgoingMail>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new DeliveryReceipt("7"));
        return (new LastLook(door.Object), door);
    }
}
