using LeadScoring.Mail;
using LeadScoring.Publishing;

namespace LeadScoring.Tests.Publishing;

public sealed class SampleMailsTests
{
    private static readonly Edition Edition = SampleContent.Edition;
    private static readonly MailTemplates Templates = new(Edition.Templates);

    public static TheoryData<string, string> Mails =>
        [.. Templates.Names.SelectMany(name => Edition.Sender.Locales.Select(locale => (name, locale)))];

    [Theory]
    [MemberData(nameof(Mails))]
    public void Every_mail_shows_who_sends_it_and_how_to_stop_it(string template, string locale)
    {
        var model = Model(locale);
        var mail = Templates.Render(template, locale, model);

        foreach (var body in new[] { mail.Html, mail.Text })
        {
            Assert.Contains(Edition.Sender.LegalName.For(locale), body, StringComparison.Ordinal);
            Assert.Contains(Edition.Sender.Address.For(locale), body, StringComparison.Ordinal);
            Assert.Contains(Edition.Sender.Contact.For(locale), body, StringComparison.Ordinal);
            Assert.Contains("https://www.example.jp/stop", body, StringComparison.Ordinal);
            Assert.DoesNotContain("{{", body, StringComparison.Ordinal);
        }

        Assert.InRange(mail.Subject.Length, 5, 60);
        Assert.Contains(model.Name!, mail.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Mails))]
    public void Every_mail_reads_well_of_a_lead_of_whom_only_the_address_is_known(string template, string locale)
    {
        var mail = Templates.Render(template, locale, Model(locale) with
        {
            Name = null,
            Campaign = null,
            Attributes = new Dictionary<string, string>(),
        });

        Assert.Contains(locale == "ja" ? "お客様へ" : "Hello,", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("「」", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("“”", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n\n\n", mail.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Mails))]
    public void Html_and_text_of_a_mail_carry_the_same_links(string template, string locale)
    {
        var mail = Templates.Render(template, locale, Model(locale));
        var document = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(mail.Html);

        var links = document.QuerySelectorAll("a").Select(link => link.GetAttribute("href")!).Distinct().ToList();

        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.Contains(link, mail.Text, StringComparison.Ordinal));
        Assert.Empty(document.QuerySelectorAll("img, script, link"));
    }

    [Theory]
    [InlineData("ja")]
    [InlineData("en")]
    public void A_mail_without_consent_behind_it_offers_no_unsubscribing_but_says_why_it_came(string locale)
    {
        var mail = Templates.Render("confirm", locale, Model(locale) with
        {
            Links = new MailLinks { Confirm = new Uri("https://www.example.jp/confirm") },
        });

        Assert.Contains("https://www.example.jp/confirm", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(locale == "ja" ? "配信を停止" : "Stop these mails", mail.Text, StringComparison.Ordinal);
        Assert.Contains(
            locale == "ja" ? "フォームにこのアドレスが入力されたため" : "This address was typed into a form",
            mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_mail_is_used_by_a_campaign_or_a_scenario() => Assert.Equal(
        Templates.Names.Order(StringComparer.Ordinal),
        Edition.Scenarios.Values.SelectMany(scenario => scenario.Steps.Select(step => step.Template).OfType<string>())
            .Concat(Edition.Campaigns.Values.Select(campaign => campaign.ConfirmTemplate))
            .Concat(Edition.Sender.Consent.Contexts.Select(context => context.Template))
            .Distinct().Order(StringComparer.Ordinal));

    private static MailModel Model(string locale) => new()
    {
        Brand = Edition.Sender.Brand.For(locale),
        LegalName = Edition.Sender.LegalName.For(locale),
        Address = Edition.Sender.Address.For(locale),
        Contact = Edition.Sender.Contact.For(locale),
        Colour = Edition.Sender.Colour,
        Locale = locale,
        Name = locale == "ja" ? "山田 花子" : "Hanako Yamada",
        Product = "Mio EV",
        Campaign = Edition.LandingCampaign.Title.For(locale),
        Attributes = new Dictionary<string, string>
        {
            ["budget"] = "3500000",
            ["leaseEnd"] = "2027-08-31",
            ["departure"] = "2027-05-01",
        },
        Links = new MailLinks
        {
            Confirm = new Uri("https://www.example.jp/confirm"),
            Unsubscribe = new Uri("https://www.example.jp/stop"),
            Preferences = new Uri("https://www.example.jp/preferences"),
            Site = new Uri("https://www.example.jp/"),
        },
    };
}
