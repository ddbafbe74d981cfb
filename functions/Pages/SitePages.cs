using HandlebarsDotNet;
using LeadScoring.Campaigns;
using LeadScoring.Consent;
using LeadScoring.Intake;
using LeadScoring.Mail;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Rewards;

namespace LeadScoring.Pages;

/// <summary>
/// In which language a page is shown, and the nonce that its own style and script carry: one random text for each
/// answer, the same as in <see cref="SitePages.ContentSecurityPolicy"/>.
/// </summary>
public sealed record PageView(string Locale, string Nonce);

/// <summary>Why a form was not taken, as far as the person who sent it can do something about it.</summary>
public enum Trouble
{
    Mistakes,
    Closed,
    Busy,
    Other,
}

/// <summary>The pages of an edition, compiled once and safe to share between threads. All values are escaped.</summary>
public sealed class SitePages
{
    private const string Ending = ".html.hbs";
    private readonly Edition _edition;
    private readonly Dictionary<string, Lazy<HandlebarsTemplate<object, object>>> _pages = new(StringComparer.Ordinal);

    public SitePages(Edition edition)
    {
        _edition = edition;
        var language = TemplateLanguage.ForHtml(PartialsOf(edition.Pages));
        foreach (var name in PageNames) _pages[name] = TemplateLanguage.Later(language, edition.Pages[name + Ending]);
    }

    public static IReadOnlyList<string> PageNames { get; } =
        ["landing", "thanks", "opt-in", "opt-in-done", "unsubscribe", "unsubscribe-done", "preferences",
         "link-unknown", "problem", "brochure", "opt-in-outdated", "undo-done"];

    /// <summary>Nothing but the page's own style and script, requests to this app only, and no framing.</summary>
    public static string ContentSecurityPolicy(string nonce) =>
        $"default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; img-src 'self' data:; "
        + "connect-src 'self'; form-action 'self' https:; base-uri 'none'; frame-ancestors 'none'";

    public string Landing(PageView view, Campaign campaign) => Render(
        "landing", view,
        [
            .. Of(campaign, view.Locale),
            new("stages", _edition.Rules.Stages.Stages
                .Select(stage => Named(("id", stage.Id), ("label", stage.Label.For(view.Locale)))).ToList()),
        ]);

    /// <summary>What the landing page of this campaign offers to download.</summary>
    public string Brochure(PageView view, Campaign campaign) => Render("brochure", view, Of(campaign, view.Locale));

    public string Thanks(PageView view, Campaign? campaign) => Render("thanks", view, Of(campaign, view.Locale));

    /// <summary>
    /// Asks for the press that confirms; opening it changes nothing, because scanners open links.
    /// <paramref name="wording"/> is what the person ticked, as it was shown then; null confirms the address alone.
    /// </summary>
    public string OptIn(PageView view, string action, Campaign? campaign, string? wording) =>
        Render("opt-in", view, [.. Of(campaign, view.Locale), new("action", action), new("wording", wording)]);

    /// <summary>
    /// Tells also what became of the entry: why it counts for nothing, or how to bring friends; null where there is
    /// nothing to tell.
    /// </summary>
    public string OptInDone(PageView view, bool mails, ConfirmedEntry? entry = null) => Render(
        "opt-in-done", view,
        [
            new("mails", mails),
            new("refusal", entry?.Refusal is { } why ? Named((KindOf(why), true)) : null),
            new("referralCode", entry?.ReferralUrl is null ? null : entry.ReferralCode),
            new("referralUrl", entry?.ReferralUrl?.AbsoluteUri),
        ]);

    private static string KindOf(string why) => why switch
    {
        Entry.Full => "full",
        Entry.CodeUsed or Entry.CodeUnknown => "code",
        Entry.OtherCustomers => "others",
        Entry.OnePerPerson or Entry.OnePerDay or Entry.CodesUsedUp => "once",
        _ => "other",
    };

    public string Unsubscribe(PageView view, string action) => Render("unsubscribe", view, [new("action", action)]);

    /// <param name="view">Language and nonce.</param>
    /// <param name="undo">Where the button "that was a mistake" posts; null: there is none.</param>
    public string UnsubscribeDone(PageView view, string? undo) =>
        Render("unsubscribe-done", view, [new("undo", undo)]);

    public string UndoDone(PageView view, string choose) => Render("undo-done", view, [new("choose", choose)]);

    /// <summary>The link of a confirmation is too old; posts <c>do=again</c> for a new one.</summary>
    public string OptInOutdated(PageView view, string action, bool sent) =>
        Render("opt-in-outdated", view, [new("action", action), new("sent", sent)]);

    /// <summary>
    /// Posts <c>topic</c> (repeated), <c>frequency</c>, <c>calls</c> with <c>noCalls</c>, and <c>do=save</c>; or
    /// <c>do=stop</c>.
    /// </summary>
    public string Preferences(PageView view, string action, PreferencePage page, bool saved) => Render(
        "preferences", view,
        [
            new("action", action),
            new("saved", saved),
            new("topics", Choices(page.Topics)),
            new("topicless", page.Topics.Count == 0),
            new("mails", page.Mails),
            new("frequencies", Choices(page.Frequencies)),
            new("asSent", !page.Frequencies.Any(choice => choice.On)),
            new("noCalls", page.NoCalls),
            new("email", page.Email),
            new("phone", page.Phone),
            new("name", page.Name),
            new("points", page.Points is { } points ? PointsOf(points) : null),
        ]);

    /// <summary>Each offer's form posts <c>campaign</c>, <c>spend</c> and <c>do=spend</c>.</summary>
    private static Dictionary<string, object?> PointsOf(PointsOffer points) => Named(
        ("programme", points.Programme),
        ("balance", points.Balance),
        ("expiring", points.Expiring),
        ("goodThrough", points.GoodThrough),
        ("costs", points.Costs),
        ("spend", points.NextId),
        ("done", points.Spent == true),
        ("failed", points.Spent == false),
        ("offers", points.Offers.Select(offer => Named(("id", offer.CampaignId), ("title", offer.Title))).ToList()));

    private static List<Dictionary<string, object?>> Choices(IReadOnlyList<Choice> choices) => choices
        .Select(choice => Named(
            ("id", choice.Id), ("name", choice.Name), ("description", choice.Description), ("on", choice.On)))
        .ToList();

    /// <summary>For a signed link that is not one, or whose lead is gone; the two look alike on purpose.</summary>
    public string LinkUnknown(PageView view) => Render("link-unknown", view, []);

    /// <summary>
    /// What went wrong with a form: each field by its label, with the remedy of <c>texts.json</c> in the person's
    /// language.
    /// </summary>
    public string Problem(
        PageView view, Trouble trouble, IEnumerable<KeyValuePair<string, string[]>> mistakes, string? back) => Render(
        "problem", view,
        [
            new("mistaken", trouble == Trouble.Mistakes),
            new("closed", trouble == Trouble.Closed),
            new("busy", trouble == Trouble.Busy),
            new("other", trouble == Trouble.Other),
            new("mistakes", mistakes
                .Select(mistake => Named(
                    ("label", Word("label", mistake.Key, view) ?? mistake.Key),
                    ("remedy", Word("wrong", mistake.Key, view) ?? Word("wrong", "other", view)),
                    ("detail", Word("wrong", mistake.Key, view) is null ? string.Join(' ', mistake.Value) : null)))
                .ToList()),
            new("back", back ?? _edition.Sender.Site.For(view.Locale)),
        ]);

    internal static IEnumerable<ContentProblem> Check(
        IReadOnlyDictionary<string, string> pages, IReadOnlyDictionary<string, LocalizedText> texts)
    {
        foreach (var name in PageNames.Where(name => !pages.ContainsKey(name + Ending)))
            yield return new($"pages/{name}{Ending}", "", "Is missing: the app shows this page.");
        var partials = PartialsOf(pages);
        foreach (var (path, source) in pages)
        {
            var mistakes = TemplateLanguage.SyntaxError(source) is { } error
                ? [error]
                : TemplateTag.In(source).Select(tag => Mistake(tag, partials, texts)).OfType<string>();
            foreach (var mistake in mistakes) yield return new($"pages/{path}", "", mistake);
        }
    }

    private static string? Mistake(
        TemplateTag tag, Dictionary<string, string> partials, IReadOnlyDictionary<string, LocalizedText> texts)
    {
        if (tag is { Sign: ">" or "#>", Words: [var partial, ..] } && partial != "@partial-block"
            && !partials.ContainsKey(partial))
            return $"Line {tag.Line}: There is no pages/_partials/{partial}.hbs.";
        var unknown = tag.Words.FirstOrDefault(
            word => word.StartsWith("t.", StringComparison.Ordinal) && !texts.ContainsKey(word[2..]));
        return unknown is null ? null : $"Line {tag.Line}: '{unknown[2..]}' is not in pages/texts.json.";
    }

    /// <summary>The text <c>labelBudget</c> of the field <c>attributes.budget</c>, and the like.</summary>
    private string? Word(string kind, string field, PageView view) =>
        field.Split('.')[^1] is [var first, .. var rest]
            ? _edition.PageTexts.GetValueOrDefault($"{kind}{char.ToUpperInvariant(first)}{rest}")?.For(view.Locale)
            : null;

    private string Render(string page, PageView view, IEnumerable<KeyValuePair<string, object?>> values)
    {
        var (sender, locale) = (_edition.Sender, view.Locale);
        var all = new Dictionary<string, object?>(values, StringComparer.Ordinal)
        {
            ["locale"] = locale,
            ["nonce"] = view.Nonce,
            ["brand"] = sender.Brand.For(locale),
            ["legalName"] = sender.LegalName.For(locale),
            ["address"] = sender.Address.For(locale),
            ["contact"] = sender.Contact.For(locale),
            ["colour"] = sender.Colour,
            ["site"] = sender.Site.For(locale),
            ["t"] = _edition.PageTexts.ToDictionary(
                text => text.Key, text => text.Value.For(locale), StringComparer.Ordinal),
        };
        return _pages[page].Value(all);
    }

    private static List<KeyValuePair<string, object?>> Of(Campaign? campaign, string locale) => campaign is null
        ? []
        :
        [
            new("campaign", Named(
                ("id", campaign.Id),
                ("product", campaign.Product),
                ("title", campaign.Title.For(locale)),
                ("thanks", campaign.ThanksUrl.For(locale)),
                ("wording", campaign.OptIn.Wording.For(locale)),
                ("prize", campaign.PrizeDraw?.Prize.For(locale)),
                ("winners", campaign.PrizeDraw?.Winners),
                ("serialCodes", campaign.SerialCodes))),
            // Handlebars cannot compare: {{#if is.camper}}, {{#if asks.budget}}.
            new("is", Named((campaign.Product, true))),
            new("asks", Named([.. campaign.Attributes.Select(name => (name, (object?)true))])),
        ];

    private static Dictionary<string, object?> Named(params (string Name, object? Value)[] values) =>
        values.ToDictionary(value => value.Name, value => value.Value, StringComparer.Ordinal);

    private static Dictionary<string, string> PartialsOf(IReadOnlyDictionary<string, string> pages) => pages
        .Where(page => page.Key.StartsWith("_partials/", StringComparison.Ordinal))
        .ToDictionary(
            page => page.Key["_partials/".Length..^".hbs".Length], page => page.Value, StringComparer.Ordinal);
}
