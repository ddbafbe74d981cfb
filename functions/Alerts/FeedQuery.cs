using System.Buffers.Text;
using System.Globalization;
using System.Text;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Storage;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Alerts;

/// <summary>What is asked of the feed; null: whatever it is.</summary>
public sealed record FeedQuery(
    string? Product, AlertKind? Kind, bool? IsOpen, DateTimeOffset? Since, int Top, string Language, string? After)
{
    private const int MostAtOnce = 200;

    private static readonly Dictionary<string, AlertKind> Kinds =
        Enum.GetValues<AlertKind>().ToDictionary(Json.Name, kind => kind, StringComparer.Ordinal);

    public bool Holds(FeedItem item) =>
        (Product is null || item.Product == Product) && (Kind is null || item.Kind == Kind);

    public bool Holds(PersonsAlert found) =>
        found.Person.Profile is { StoppedAt: null } && !(IsOpen == (found.Alert.Acknowledged is not null));

    /// <summary>An opaque text that continues this very list.</summary>
    public string CursorAt(string place) =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes($"{Filters()}|{place}"));

    public static FeedQuery? Read(IQueryCollection query, Edition edition, Refusals refusals)
    {
        var fields = new QueryFields(query, refusals);
        fields.RefuseOthers("product", "kind", "open", "since", "top", "cursor", "lang");
        var asked = new FeedQuery(
            fields.OneOf("product", [.. edition.Rules.Products.Keys]),
            fields.OneOf("kind", Kinds.Keys) is { } kind && Kinds.TryGetValue(kind, out var known) ? known : null,
            fields.OneOf("open", ["true", "false"]) is { } open ? open == "true" : null,
            fields.Time("since"),
            fields.Whole("top", 1, MostAtOnce) ?? 50,
            fields.Language(edition.Sender.Locales),
            null);
        var cursor = fields.Text("cursor");
        if (refusals.Any) return null;
        return cursor is null ? asked : asked.Continue(cursor, refusals);
    }

    private FeedQuery? Continue(string cursor, Refusals refusals)
    {
        var text = Base64Url.IsValid(cursor) ? Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)) : "";
        var cut = text.IndexOf('|', StringComparison.Ordinal);
        if (cut < 0 || FeedItem.InstantOf(text[(cut + 1)..]) is null)
            refusals.Add("cursor", "Is not a cursor of this list: leave it out to begin with the newest.");
        else if (text[..cut] != Filters())
            refusals.Add("cursor", "Belongs to another list: keep all other parameters as they were, or leave it out.");
        else
            return this with { After = text[(cut + 1)..] };
        return null;
    }

    private string Filters() => Digest.Of(string.Create(
        CultureInfo.InvariantCulture, $"{Product}|{Kind}|{IsOpen}|{Since:O}"))[..8];
}
