using System.Buffers.Text;
using System.Globalization;
using System.Text;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Scoring;
using LeadScoring.Storage;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Leads;

/// <summary>
/// What <c>GET /api/leads</c> was asked for, checked: filters, page size, format and where the last page ended.
/// </summary>
public sealed record LeadListQuery(
    IReadOnlyList<ProductLine> Products, double MinScore, string? Stage, string? Class, string? Campaign, string? Owner,
    DateTimeOffset? ChangedSince, int Top, bool IsCsv, string Language, IReadOnlyDictionary<string, string> After)
{
    /// <summary>Where the last page ended; null at the top.</summary>
    public PageEnd? End { get; init; }

    /// <summary>Only leads with a score in this other product line; null: whatever else they want.</summary>
    public string? InterestedIn { get; init; }

    /// <summary>The least of that score, 0 to 100; of 0, any above it.</summary>
    public double MinInterest { get; init; }

    /// <summary>The list whose rows come nearest to the filters; the rest is checked row by row.</summary>
    public string ListOf(int version) =>
        Owner is not null ? RankLists.Owner(version, Owner)
        : Campaign is not null ? RankLists.Campaign(version, Campaign)
        : RankLists.All(version);

    public bool Holds(Ranked lead, DateTimeOffset now) =>
        lead.Score >= MinScore
        && (Stage is null || lead.Row.Stage == Stage)
        && (Class is null || lead.Row.Class == Class)
        && (Campaign is null || lead.Row.Campaigns.Contains(Campaign))
        && (Owner is null || lead.Row.Owner == Owner)
        && !(lead.Row.ChangedAt < ChangedSince)
        && (InterestedIn is null
            || Interests.ScoreIn(InterestedIn, lead.Row.Interests, lead.Rules, now) is > 0 and var score
                && score >= MinInterest);

    /// <summary>An opaque text that continues this very list; null after the last lead.</summary>
    public string CursorAt(SortedDictionary<string, string> positions, PageEnd? end) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Json.Write(new Cursor(Filters(), positions, end))));

    public static LeadListQuery? Read(IQueryCollection query, Edition edition, Refusals refusals)
    {
        var fields = new QueryFields(query, refusals);
        fields.RefuseOthers(
            "product", "minScore", "stage", "class", "campaign", "owner", "changedSince", "top", "cursor",
            "format", "lang", "interestedIn", "minInterest");
        var asked = Ask(fields, edition);
        if (asked is { InterestedIn: { } other, Products: [var only] } && only.Id == other)
            refusals.Add("interestedIn", "Must be another product line than product: for that one there is minScore.");
        if (asked is { MinInterest: > 0, InterestedIn: null } && !refusals.Any)
            refusals.Add("minInterest", "Needs interestedIn beside it: the product line whose score is meant.");
        return refusals.Any ? null : asked.Continue(fields.Text("cursor"), refusals);
    }

    private static LeadListQuery Ask(QueryFields fields, Edition edition)
    {
        var rules = edition.Rules;
        var product = fields.OneOf("product", [.. rules.Products.Keys]);
        var isCsv = fields.OneOf("format", ["json", "csv"]) == "csv";
        return new LeadListQuery(
            product is null ? [.. rules.Products.Values] : [rules.Products[product]],
            fields.Number("minScore", 0, 100) ?? 0,
            fields.OneOf("stage", rules.Stages.Ids),
            fields.OneOf("class", CustomerClass.All),
            fields.OneOf("campaign", [.. edition.Campaigns.Keys]),
            fields.Text("owner"),
            fields.Time("changedSince"),
            fields.Whole("top", 1, isCsv ? 10_000 : 1_000) ?? (isCsv ? 10_000 : 100),
            isCsv,
            fields.Language(edition.Sender.Locales),
            new Dictionary<string, string>())
        {
            InterestedIn = fields.OneOf("interestedIn", [.. rules.Products.Keys]),
            MinInterest = fields.Number("minInterest", 0, 100) ?? 0,
        };
    }

    private LeadListQuery? Continue(string? cursor, Refusals refusals)
    {
        if (cursor is null) return this;
        if (ReadCursor(cursor) is not { } read)
            refusals.Add("cursor", "Is not a cursor of this list: leave it out to begin at the top.");
        else if (read.Filters != Filters())
            refusals.Add("cursor", "Belongs to another list: keep all other parameters as they were, or leave it out.");
        else
            return this with { After = read.After, End = read.End };
        return null;
    }

    private static Cursor? ReadCursor(string text)
    {
        try
        {
            var cursor = Json.Read<Cursor>(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)));
            return cursor.After?.Values.All(IsPosition) == true ? cursor : null;
        }
        catch (Exception broken) when (broken is FormatException or System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static bool IsPosition(string? position) =>
        position?.Split('|') is [{ Length: 18 } key, var lead] && key.All(char.IsAsciiDigit) && LeadIds.IsOne(lead);

    private string Filters() => Digest.Of(string.Join('|', new[]
    {
        string.Join(',', Products.Select(product => product.Id)), MinScore.ToString("R", CultureInfo.InvariantCulture),
        Stage, Class, Campaign, Owner, ChangedSince?.ToString("O", CultureInfo.InvariantCulture),
        InterestedIn, InterestedIn is null ? null : MinInterest.ToString("R", CultureInfo.InvariantCulture),
    }))[..8];

    private sealed record Cursor(string Filters, IReadOnlyDictionary<string, string> After, PageEnd? End);
}

/// <summary>The last lead that a page looked at, in which line, with its score of that moment.</summary>
public sealed record PageEnd(double Score, string Product, string LeadId);
