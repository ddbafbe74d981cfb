using LeadScoring.Doors;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Rights;
using LeadScoring.Scoring;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace LeadScoring.Exports;

/// <summary>What <c>GET /api/leads/changes</c> was asked for: product lines, from where, how many leads.</summary>
public sealed record ChangesQuery(
    IReadOnlyList<ProductLine> Products, ChangePlace From, int Top, string Language)
{
    private string? Product { get; init; }

    /// <summary>An opaque text that goes on from there in the same product lines.</summary>
    public string CursorAt(ChangePlace place, CursorSeal seal) => seal.Write(new Cursor(Mark(), place));

    /// <summary>Whether the feed may have lost lines behind the place at which this begins.</summary>
    public bool IsTooOld(DateTimeOffset now, Period kept) => string.CompareOrdinal(
        From.Key, RankLists.ChangesAt(Retention.Before(now, kept))) < 0;

    public static ChangesQuery? Read(
        IQueryCollection query, Edition edition, CursorSeal seal, DateTimeOffset now, Refusals refusals)
    {
        var fields = new QueryFields(query, refusals);
        fields.RefuseOthers("product", "since", "cursor", "top", "lang");
        var lines = edition.Rules.Products;
        var product = fields.OneOf("product", [.. lines.Keys]);
        var (since, cursor) = (fields.Time("since"), fields.Text("cursor"));
        if (since is not null && cursor is not null)
            refusals.Add("since", "Is where to begin; a cursor goes on: send one of them.");
        var asked = new ChangesQuery(
            product is null ? [.. lines.Values] : [lines[product]],
            ChangePlace.At(since ?? now - ChangeFeed.Lag),
            fields.Whole("top", 1, 1_000) ?? 100,
            fields.Language(edition.Sender.Locales))
        { Product = product };
        if (cursor is not null) asked = asked.Continue(cursor, seal, refusals);
        return refusals.Any ? null : asked;
    }

    private ChangesQuery Continue(string text, CursorSeal seal, Refusals refusals)
    {
        if (seal.Read<Cursor>(text) is not { Place: { Key: not null, Product: not null } place } cursor)
            refusals.Add("cursor", "Is not a cursor of the changes: leave it out to begin now, or send since.");
        else if (cursor.Lines != Mark())
            refusals.Add("cursor", "Belongs to other product lines: keep product as it was.");
        else
            return this with { From = place };
        return this;
    }

    /// <summary>Who follows all lines follows a new one, too.</summary>
    private string Mark() => "changes|" + (Product ?? "*");

    private sealed record Cursor(string Lines, ChangePlace Place);
}
