using LeadScoring.Mail;

namespace LeadScoring.Tests.Mail;

public sealed class MailTemplatesTests
{
    private static readonly MailModel Model = new()
    {
        Brand = "Hoshikawa & Co",
        LegalName = "星川モビリティ株式会社",
        Address = "東京都",
        Contact = "hello@example.jp",
        Colour = "#123456",
        Locale = "ja",
        Name = "<b>花子</b>",
        Score = 42,
        Attributes = new Dictionary<string, string> { ["budget"] = "3200000" },
        Links = new MailLinks { Unsubscribe = new Uri("https://example.jp/u?a=1&b=2") },
    };

    [Fact]
    public void Html_is_escaped_and_subject_and_text_are_not()
    {
        var mail = Render(new()
        {
            ["m/ja.subject.hbs"] = "{{name}} & {{brand}}",
            ["m/ja.html.hbs"] = "<p>{{name}}</p><a href=\"{{links.unsubscribe}}\">{{legalName}}</a>",
            ["m/ja.text.hbs"] = "{{name}} {{links.unsubscribe}}",
        });

        Assert.Equal("<b>花子</b> & Hoshikawa & Co", mail.Subject);
        Assert.Equal(
            "<p>&lt;b&gt;花子&lt;/b&gt;</p><a href=\"https://example.jp/u?a&#x3D;1&amp;b&#x3D;2\">星川モビリティ株式会社</a>",
            mail.Html);
        Assert.Equal("<b>花子</b> https://example.jp/u?a=1&b=2", mail.Text);
    }

    [Fact]
    public void A_subject_is_one_line_whatever_is_put_into_it()
    {
        var templates = new MailTemplates(Mail("m", "ja", subject: "\n {{name}}\r\n  様へ \n"));

        Assert.Equal("花子 Bcc: a@example.com 様へ",
            templates.Render("m", "ja", Model with { Name = "花子\r\nBcc: a@example.com" }).Subject);
    }

    [Fact]
    public void A_layout_takes_the_mail_and_its_parameters_in()
    {
        var sources = Mail("m", "ja", html: "{{#> layout.html heading=\"秋\"}}<p>{{brand}}</p>{{/layout.html}}");
        sources["_partials/layout.html.hbs"] = "<h1>{{heading}}</h1>{{> @partial-block}}{{> footer}}";
        sources["_partials/footer.hbs"] = "<i>{{legalName}}</i>";

        Assert.Equal("<h1>秋</h1><p>Hoshikawa &amp; Co</p><i>星川モビリティ株式会社</i>", Render(sources).Html);
    }

    [Theory]
    [InlineData("ja", "ja")]
    [InlineData("en", "en")]
    [InlineData("en-GB", "en")]
    [InlineData("fr", "en")]
    [InlineData("", "en")]
    public void An_unknown_locale_falls_back_to_its_language_and_then_to_english(string wanted, string used)
    {
        var sources = Mail("m", "ja", subject: "ja");
        foreach (var (path, source) in Mail("m", "en", subject: "en")) sources[path] = source;

        Assert.Equal(used, new MailTemplates(sources).Render("m", wanted, Model).Subject);
    }

    [Fact]
    public void Without_english_the_locale_there_is_is_used() =>
        Assert.Equal("ja", new MailTemplates(Mail("m", "ja", subject: "ja")).Render("m", "fr", Model).Subject);

    [Fact]
    public void Values_a_lead_has_not_told_us_are_left_empty()
    {
        const string Text =
            "{{#if attributes.leaseEnd}}A{{else}}B{{/if}}{{attributes.leaseEnd}}{{attributes.budget}}{{stage}}";

        Assert.Equal("B3200000", Render(Mail("m", "ja", text: Text)).Text);
    }

    [Fact]
    public void Every_mistake_is_told_with_its_file()
    {
        var sources = Mail("m", "ja", subject: "{{nmae}}", html: "{{#if name}}", text: "{{> foter}}");
        sources["m/en.subject.hbs"] = "Hello";
        sources["notes.txt"] = "";
        sources["_partials/footer.hbs"] = "{{legalname}}";

        var thrown = Assert.Throws<InvalidTemplatesException>(() => new MailTemplates(sources));

        Assert.Equal(
            [
                "_partials/footer.hbs", "m/en.html.hbs",
                "m/ja.html.hbs", "m/ja.subject.hbs", "m/ja.text.hbs", "notes.txt",
            ],
            thrown.Problems.Select(problem => problem.Path).Order(StringComparer.Ordinal));
        Assert.Equal(thrown.Problems, MailTemplates.Check(sources));
        Assert.Contains("m/ja.subject.hbs: Line 1: A mail has no 'nmae'", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mail_that_does_not_exist_is_a_mistake_of_the_caller()
    {
        var templates = new MailTemplates(Mail("m", "ja"));

        Assert.Throws<ArgumentException>(() => templates.Render("n", "ja", Model));
        Assert.True(templates.Has("m", "ja"));
        Assert.False(templates.Has("m", "en") || templates.Has("n", "ja"));
        Assert.Equal(["m"], templates.Names);
    }

    [Fact]
    public void A_mail_without_a_text_of_its_own_is_read_from_its_html()
    {
        var sources = Mail("m", "ja", html: "<html lang=ja><body><h1>秋</h1><p>{{legalName}}</p></body></html>");
        sources.Remove("m/ja.text.hbs");

        Assert.Equal("秋\n\n星川モビリティ株式会社\n", Render(sources).Text);
    }

    [Fact]
    public void A_preheader_is_read_by_mailboxes_only()
    {
        var sources = Mail("m", "ja", html: "<html lang=ja><body class=x><p>秋</p></body></html>");
        sources.Remove("m/ja.text.hbs");
        sources["m/ja.preheader.hbs"] = "{{brand}}\n から \n";

        var mail = Render(sources);

        Assert.Equal("Hoshikawa & Co から", mail.Preheader);
        Assert.Matches("<body class=x>\\s*<div style=\"display:none;[^>]*>Hoshikawa &amp; Co から&", mail.Html);
        Assert.Equal("秋\n", mail.Text);
        Assert.Null(Render(Mail("m", "ja")).Preheader);
    }

    [Theory]
    [InlineData("2027-08-01", "ja", "2027年8月1日")]
    [InlineData("2027-08-01", "en", "1 August 2027")]
    [InlineData("2027-08-01", "fr", "2027-08-01")]
    [InlineData("next <b>summer</b>", "ja", "next &lt;b&gt;summer&lt;/b&gt;")]
    public void A_date_is_written_as_the_language_writes_it(string told, string locale, string written)
    {
        var templates = new MailTemplates(Mail("m", locale, html: "{{date attributes.leaseEnd locale}}"));

        var mail = templates.Render("m", locale, Model with
        {
            Attributes = new Dictionary<string, string> { ["leaseEnd"] = told },
        });

        Assert.Equal(written, mail.Html);
    }

    [Fact]
    public async Task One_set_of_templates_serves_many_threads()
    {
        var templates = new MailTemplates(Mail("m", "ja", subject: "{{name}}"));

        var subjects = await Task.WhenAll(Enumerable.Range(0, 200).Select(number => Task.Run(() =>
            templates.Render("m", "ja", Model with { Name = $"n{number}" }).Subject)));

        Assert.Equal(Enumerable.Range(0, 200).Select(number => $"n{number}"), subjects);
    }

    private static RenderedMail Render(Dictionary<string, string> sources) =>
        new MailTemplates(sources).Render("m", "ja", Model);

    private static Dictionary<string, string> Mail(
        string name, string locale, string subject = "s", string html = "h", string text = "t") => new()
        {
            [$"{name}/{locale}.subject.hbs"] = subject,
            [$"{name}/{locale}.html.hbs"] = html,
            [$"{name}/{locale}.text.hbs"] = text,
        };
}
