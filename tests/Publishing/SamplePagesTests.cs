using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using LeadScoring.Consent;
using LeadScoring.Pages;
using LeadScoring.Publishing;

namespace LeadScoring.Tests.Publishing;

public sealed class SamplePagesTests
{
    private static readonly Edition Edition = SampleContent.Edition;
    private static readonly SitePages Pages = new(Edition);

    public static TheoryData<string, string> PagesAndLocales =>
        [.. SitePages.PageNames.SelectMany(page => Edition.Sender.Locales.Select(locale => (page, locale)))];

    [Theory]
    [MemberData(nameof(PagesAndLocales))]
    public void Every_page_lives_under_its_content_security_policy(string page, string locale)
    {
        var document = Show(page, locale);

        Assert.All(
            document.QuerySelectorAll("style, script"), part => Assert.Equal("n0nce", part.GetAttribute("nonce")));
        Assert.DoesNotContain(
            document.All.SelectMany(element => element.Attributes),
            attribute => attribute.Name == "style" || attribute.Name.StartsWith("on", StringComparison.Ordinal));
        const string kit = "script[src='/api/lead.js']";
        Assert.Empty(document.QuerySelectorAll($"[src]:not({kit}), link:not([href^='data:']), iframe, object, base"));
        Assert.All(
            document.QuerySelectorAll("a, form")
                .Select(element => element.GetAttribute("href") ?? element.GetAttribute("action")!),
            address => Assert.Matches("^(/|#)", address));
    }

    [Theory]
    [MemberData(nameof(PagesAndLocales))]
    public void Every_page_names_the_sender_and_can_be_read_aloud(string page, string locale)
    {
        var document = Show(page, locale);

        Assert.Equal(locale, document.DocumentElement.GetAttribute("lang"));
        Assert.NotEmpty(document.Title!);
        Assert.Single(document.QuerySelectorAll("h1"));
        Assert.Contains(Edition.Sender.LegalName.For(locale), document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(Edition.Sender.Address.For(locale), document.Body!.TextContent, StringComparison.Ordinal);
        Assert.All(document.QuerySelectorAll("input:not([type=hidden]), select"), field =>
            Assert.NotNull(document.QuerySelector($"label[for='{field.Id}']") ?? field.Closest("label")));
        var ids = document.QuerySelectorAll("[id]").Select(element => element.Id).ToList();
        Assert.Equal(ids.Distinct().Count(), ids.Count);
        Assert.DoesNotContain("{{", document.Source.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ja")]
    [InlineData("en")]
    public void The_form_posts_a_whole_entry_without_any_script(string locale)
    {
        var campaign = Edition.LandingCampaign;
        var form = Assert.IsType<IHtmlFormElement>(
            Show("landing", locale).GetElementById("entry-form"), exactMatch: false);

        var names = form.Elements.OfType<IElement>().Select(field => field.GetAttribute("name"))
            .OfType<string>().ToList();

        Assert.Equal("post", form.GetAttribute("method"));
        Assert.Equal($"/api/campaigns/{campaign.Id}/entries", form.GetAttribute("action"));
        Assert.Equal(
            ["locale", "email", "name", "phone", "attributes.budget", "attributes.prefecture", "attributes.leaseEnd",
                "website", "optIn"],
            names);
        Assert.All(
            names.Where(name => name.StartsWith("attributes.", StringComparison.Ordinal)),
            name => Assert.Contains(name["attributes.".Length..], campaign.Attributes));
    }

    [Theory]
    [MemberData(nameof(CampaignsAndLocales))]
    public void A_campaigns_page_asks_its_own_questions_and_shows_its_own_product(string id, string locale)
    {
        var campaign = Edition.Campaigns[id];
        var page = new HtmlParser().ParseDocument(Pages.Landing(new PageView(locale, "n0nce"), campaign));

        Assert.All(
            page.QuerySelectorAll("#entry-form [name^='attributes.']").Select(field => field.GetAttribute("name")!),
            name => Assert.Contains(name["attributes.".Length..], campaign.Attributes));
        Assert.Equal(id, page.GetElementById("entry-form")!.GetAttribute("data-campaign"));
        Assert.Equal(campaign.ThanksUrl.For(locale), page.GetElementById("entry-form")!.GetAttribute("data-thanks"));
        var shown = page.QuerySelector("main")!.TextContent;
        Assert.Equal(campaign.Product == "car", shown.Contains("kWh", StringComparison.Ordinal));
        string[] ofTheCar = ["Mio", "ミオ", "EV", "electric", "電気", "リース"];
        if (campaign.Product == "camper")
            Assert.All(ofTheCar, word => Assert.DoesNotContain(word, shown, StringComparison.Ordinal));
    }

    public static TheoryData<string, string> CampaignsAndLocales =>
        [.. Edition.Campaigns.Keys.SelectMany(id => Edition.Sender.Locales.Select(locale => (id, locale)))];

    [Fact]
    public void What_the_landing_page_measures_are_reactions_that_beacons_may_carry() => Assert.All(
        Show("landing", "ja").QuerySelectorAll("[data-reaction]").Select(part => part.GetAttribute("data-reaction")!)
            .Append("page-view").Append("page-read"),
        type => Assert.True(Edition.Rules.Reactions[type].Beacon, type));

    [Theory]
    [InlineData("ja")]
    [InlineData("en")]
    public void The_opt_in_box_is_not_ticked_beforehand_and_says_who_will_write(string locale)
    {
        var box = Assert.IsType<IHtmlInputElement>(Show("landing", locale).GetElementById("optIn"), exactMatch: false);

        Assert.False(box.IsDefaultChecked);
        Assert.Contains(
            Edition.Sender.LegalName.For(locale), box.Closest("label")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_buttons_of_the_landing_page_send_reactions_that_exist()
    {
        var types = Show("landing", "en").QuerySelectorAll("#reactions [data-type]")
            .Select(button => button.GetAttribute("data-type")!).ToList();

        Assert.NotEmpty(types);
        Assert.All(types, type => Assert.Contains(type, Edition.Rules.Reactions.Keys));
    }

    [Theory]
    [InlineData("opt-in")]
    [InlineData("unsubscribe")]
    [InlineData("unsubscribe-done")]
    [InlineData("opt-in-outdated")]
    [InlineData("preferences")]
    public void Opening_a_page_does_nothing_and_its_button_posts(string page)
    {
        var form = Assert.Single(Show(page, "en").Forms);

        Assert.Equal("post", form.GetAttribute("method"));
        Assert.Equal("/api/somewhere/token", form.GetAttribute("action"));
        Assert.NotEmpty(form.QuerySelectorAll("button[type=submit]"));
    }

    [Fact]
    public void What_a_person_typed_cannot_become_markup()
    {
        var page = Pages.Preferences(
            new PageView("en", "n0nce"), "/api/x\"><script>", Choices("<img src=x>"), saved: true);
        var document = new HtmlParser().ParseDocument(page);

        Assert.Empty(document.QuerySelectorAll("script, img"));
        Assert.Contains("<img src=x>", document.QuerySelector("fieldset")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_text_is_used_by_a_page() => Assert.All(Edition.PageTexts.Keys, name =>
        Assert.Contains(
            Edition.Pages.Values, source => source.Contains($"{{{{t.{name}}}}}", StringComparison.Ordinal)));

    private static PreferencePage Choices(string name) => new(
        [new Choice("car", name, "All of it", On: true)], [new Choice("weekly", "Weekly", null, On: false)],
        NoCalls: false, "h•••@example.jp", "•••5678", "Hanako");

    private static IHtmlDocument Show(string page, string locale)
    {
        var (view, campaign) = (new PageView(locale, "n0nce"), Edition.LandingCampaign);
        const string action = "/api/somewhere/token";
        return new HtmlParser().ParseDocument(page switch
        {
            "landing" => Pages.Landing(view, campaign),
            "brochure" => Pages.Brochure(view, campaign),
            "thanks" => Pages.Thanks(view, campaign),
            "opt-in" => Pages.OptIn(view, action, campaign, campaign.OptIn.Wording.For(locale)),
            "opt-in-done" => Pages.OptInDone(view, mails: true),
            "unsubscribe" => Pages.Unsubscribe(view, action),
            "unsubscribe-done" => Pages.UnsubscribeDone(view, undo: action),
            "undo-done" => Pages.UndoDone(view, action),
            "opt-in-outdated" => Pages.OptInOutdated(view, action, sent: false),
            "preferences" => Pages.Preferences(view, action, Choices("Mio EV"), saved: false),
            "problem" => Pages.Problem(
                view, Trouble.Mistakes, [new("email", ["Is required."]), new("attributes.budget", ["Is odd."])],
                "/api/pages/ja"),
            "link-unknown" => Pages.LinkUnknown(view),
            _ => throw new ArgumentOutOfRangeException(nameof(page), page, "Is not shown by this test."),
        });
    }
}
