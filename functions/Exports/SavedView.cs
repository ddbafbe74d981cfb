using System.Text.RegularExpressions;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Storage;
using NodaTime;

namespace LeadScoring.Exports;

/// <summary>
/// A list under a name: the filters of <c>GET /api/leads</c> as they are written in its address.
/// <paramref name="SavedBy"/> is the name of whoever saved it last.
/// </summary>
public sealed partial record SavedView(
    string Name, IReadOnlyDictionary<string, string> Filters, string SavedBy, DateTimeOffset SavedAt)
{
    public const int Most = 200;

    /// <summary>When and to whom it is delivered; null: to nobody.</summary>
    public DeliveryPlan? Delivery { get; init; }

    /// <summary>Another one with every change, and with every time it is saved.</summary>
    public string Version() => Digest.Of(Json.Write(this))[..16];

    /// <summary>Ids stand in addresses.</summary>
    public static bool IsId(string text) => text.Length <= 50 && IdPattern().IsMatch(text);

    /// <summary>A view as it was sent; what is wrong with its filters the list says (<see cref="Check"/>).</summary>
    /// <param name="fields">The body.</param>
    /// <param name="before">What it takes the place of; its delivery stays, unless the body names one.</param>
    /// <param name="savedBy">Who saves it.</param>
    /// <param name="now">When; deliveries of later times follow it.</param>
    /// <param name="zone">The brand's clocks.</param>
    public static SavedView Read(
        JsonFields fields, SavedView? before, string savedBy, DateTimeOffset now, DateTimeZone zone)
    {
        fields.RefuseOthers("name", "filters", "delivery");
        var filters = fields.Object("filters");
        return new SavedView(
            fields.RequiredText("name", 80),
            filters is null ? new Dictionary<string, string>() : Texts(filters), savedBy, now)
        {
            Delivery = fields.Object("delivery") is { } delivery ? DeliveryPlan.Read(delivery, now, zone)
                : fields.Element.TryGetProperty("delivery", out _) ? null
                : before?.Delivery,
        };
    }

    /// <summary>Notes what of the filters does not fit the content in force, each under its own path.</summary>
    public void Check(Edition edition, Refusals refusals)
    {
        var own = new Refusals();
        ViewQuery.Read(Filters, edition, own);
        foreach (var (field, messages) in own.ToErrors())
            foreach (var message in messages) refusals.Add($"filters.{field}", message);
    }

    /// <summary>One of these attributes that its filters name, whether or not they still fit; null: none.</summary>
    public string? AskFor(IReadOnlySet<string> attributes) => attributes.FirstOrDefault(
        name => Filters.ContainsKey(LeadFilters.AttributePrefix + name));

    private static Dictionary<string, string> Texts(JsonFields filters)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in filters.Element.EnumerateObject().Select(field => field.Name))
            if (filters.Text(name, 500) is { } text) texts[name] = text;
        return texts;
    }

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex IdPattern();
}

/// <summary>The views there are.</summary>
public sealed record ViewList(IReadOnlyList<ViewShown> Views);

/// <summary>
/// A view with its id, and what of its filters does not fit the content in force (any more). To whom it is delivered,
/// admins read in full.
/// </summary>
public sealed record ViewShown(
    string Id, string Name, IReadOnlyDictionary<string, string> Filters, string SavedBy, DateTimeOffset SavedAt,
    IReadOnlyList<string> Problems, string Version, DeliveryPlan? Delivery, LastDelivery? LastDelivery)
{
    public static ViewShown Of(string id, SavedView view, ViewDelivery? newest, Edition edition, bool tellsWhere)
    {
        var refusals = new Refusals();
        view.Check(edition, refusals);
        return new ViewShown(id, view.Name, view.Filters, view.SavedBy, view.SavedAt,
            [.. refusals.ToErrors().SelectMany(field => field.Value.Select(message => $"{field.Key}: {message}"))],
            view.Version(), tellsWhere ? view.Delivery : view.Delivery?.Veiled(), newest?.Shown(view.Version()));
    }
}
