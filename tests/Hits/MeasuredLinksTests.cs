using System.Net;
using LeadScoring.Hits;
using LeadScoring.Mail;

namespace LeadScoring.Tests.Hits;

public sealed class MeasuredLinksTests
{
    private static readonly Uri Site = new("https://brand.example/");

    [Fact]
    public void Links_go_through_the_door_and_all_else_stays_byte_for_byte()
    {
        const string Html =
            "<html><head><link href=\"https://x.example/s.css\"></head><body>\r\n"
            + "<a  class='b' href='https://a.example/?x=1&amp;y=2'\n"
            + ">a</a> <A HREF=\"https://b.example\">b</A><a href=\"mailto:x@b.example\">m</a><a href=\"#top\">t</a>"
            + "<img src=\"https://a.example/i.png\">https://a.example/plain</body></html>\n";

        var (mail, targets) = Measure(Html, "");

        Assert.Equal(
            "<html><head><link href=\"https://x.example/s.css\"></head><body>\r\n"
            + "<a  class='b' href='https://go.example/1'\n"
            + ">a</a> <A HREF=\"https://go.example/2\">b</A><a href=\"mailto:x@b.example\">m</a><a href=\"#top\">t</a>"
            + "<img src=\"https://a.example/i.png\">https://a.example/plain" + Hidden + "</body></html>\n", mail.Html);
        Assert.Equal([Site.AbsoluteUri, "https://a.example/?x=1&y=2", "https://b.example/"], targets);
    }

    [Fact]
    public void Signed_links_stay_as_they_are()
    {
        const string Link = "https://go.example/api/unsubscribe/abc";

        var (mail, targets) = Measure($"<body><a href=\"{Link}\">stop</a></body>", $"Stop: {Link}");

        Assert.Equal(($"<body><a href=\"{Link}\">stop</a></body>", $"Stop: {Link}"), (mail.Html, mail.Text));
        Assert.Equal([Site.AbsoluteUri], targets);
    }

    [Theory]
    [InlineData("https://b.example/contact")]
    [InlineData("お問い合わせ https://b.example/contact?a=1&b=2")]
    [InlineData("https://b.example/contactまで")]
    [InlineData("https://b.example/contact, 9–17 (https://b.example/faq)")]
    [InlineData("https://b.example/連絡")]
    public void An_address_that_the_mail_has_to_show_is_no_link_to_measure(string contact)
    {
        var address = contact[contact.IndexOf("https", StringComparison.Ordinal)..].Split(',', 'ま')[0];
        var html = $"<a href=\"{WebUtility.HtmlEncode(address)}\">here</a> {WebUtility.HtmlEncode(contact)}";

        var (mail, _) = Measure(html, $"Write\n{contact}\nor call", contact);

        Assert.Equal($"Write\n{contact}\nor call", mail.Text);
        Assert.Contains(WebUtility.HtmlEncode(contact), mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_that_only_begins_like_an_address_to_show_is_measured()
    {
        var (mail, targets) = Measure(
            "<a href=\"https://b.example/contact/us\">us</a>",
            "https://b.example/contact https://b.example/contact/us https://b.example/",
            "https://b.example/contact");

        Assert.Equal("https://b.example/contact https://go.example/1 https://go.example/2", mail.Text);
        Assert.Equal(["https://b.example/contact/us", "https://b.example/"], targets.Skip(1));
    }

    [Fact]
    public void The_same_target_is_one_link_wherever_it_stands()
    {
        var (mail, targets) = Measure(
            "<a href=\"https://a.example/1\">1</a><a href=\"https://a.example/1\">1</a>", "https://a.example/1");

        Assert.Equal(2, targets.Count);
        Assert.Equal("https://go.example/1", mail.Text);
    }

    [Fact]
    public void A_Japanese_query_is_the_same_link_raw_and_encoded_and_arrives_encoded()
    {
        var (mail, targets) = Measure(
            "<body><a href=\"https://a.example/探す?q=試乗&amp;area=東京\">1</a>"
            + "<a href=\"https://a.example/%E6%8E%A2%E3%81%99?q=%E8%A9%A6%E4%B9%97&amp;area=%E6%9D%B1%E4%BA%AC\">2</a>"
            + "</body>",
            "詳しくは：https://a.example/探す?q=試乗&area=東京\r\nほかにも（https://b.example/x）、https://c.example。");

        Assert.Equal(
            [Site.AbsoluteUri,
             "https://a.example/%E6%8E%A2%E3%81%99?q=%E8%A9%A6%E4%B9%97&area=%E6%9D%B1%E4%BA%AC",
             "https://b.example/x", "https://c.example/"],
            targets);
        Assert.Equal(
            "詳しくは：https://go.example/1\r\nほかにも（https://go.example/2）、https://go.example/3。", mail.Text);
        Assert.Equal(
            "<body><a href=\"https://go.example/1\">1</a><a href=\"https://go.example/1\">2</a>" + Hidden + "</body>",
            mail.Html);
    }

    [Theory]
    [InlineData("See https://a.example/x.", "See https://go.example/1.")]
    [InlineData("(https://a.example/x)", "(https://go.example/1)")]
    [InlineData("<https://a.example/x>", "<https://go.example/1>")]
    [InlineData("HTTP://a.example/x, and", "https://go.example/1, and")]
    [InlineData("https://a.example/試乗の案内です", "https://a.example/試乗の案内です")]
    [InlineData("https:// nothing", "https:// nothing")]
    [InlineData("ftp://a.example/x", "ftp://a.example/x")]
    public void In_plain_text_only_what_surely_ends_is_a_link(string text, string measured) =>
        Assert.Equal(measured, Measure("", text).Mail.Text);

    [Fact]
    public void A_longer_link_is_not_taken_for_a_shorter_one_that_it_begins_with()
    {
        var (mail, targets) = Measure(
            "<a href=\"https://a.example/\">a</a>", "https://a.example/more https://a.example/.");

        Assert.Equal("https://go.example/2 https://go.example/1.", mail.Text);
        Assert.Equal("https://a.example/more", targets[2]);
    }

    [Fact]
    public void Of_a_mail_with_hundreds_of_links_the_first_hundred_are_measured()
    {
        var html = string.Concat(Enumerable.Range(1, 150).Select(n => $"<a href=\"https://a.example/{n}\">{n}</a>"));

        var (mail, targets) = Measure(html, "");

        Assert.Equal(101, targets.Count);
        Assert.Contains("\"https://go.example/100\"", mail.Html, StringComparison.Ordinal);
        Assert.Contains("\"https://a.example/101\"", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_button_to_a_page_that_the_imprint_names_is_measured_and_the_imprint_is_not()
    {
        const string page = "https://a.example/contact";

        var (mail, targets) = Measure($"<a href=\"{page}\">Book</a><p>{page}</p>", $"Imprint: {page}", page);

        Assert.Equal(page, targets[1]);
        Assert.Equal($"<a href=\"https://go.example/1\">Book</a><p>{page}</p>", mail.Html);
        Assert.Equal($"Imprint: {page}", mail.Text);
    }

    private static string Hidden =>
        "<a href=\"https://go.example/0\" rel=\"nofollow\" tabindex=\"-1\" aria-hidden=\"true\" "
        + "style=\"display:none;max-height:0;overflow:hidden;opacity:0;color:transparent;font-size:1px;"
        + "line-height:1px;mso-hide:all;\"></a>";

    private static (RenderedMail Mail, IReadOnlyList<string> Targets) Measure(
        string html, string text, params string[] shown) =>
        MeasuredLinks.In(
            new RenderedMail("Subject", html, text), Site, number => new Uri($"https://go.example/{number}"),
            ["https://go.example/api/unsubscribe/"], shown);
}
