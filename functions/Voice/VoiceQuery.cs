using System.Globalization;
using LeadScoring.Doors;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Scoring;
using LeadScoring.Storage;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Voice;

/// <summary>
/// What is asked of the words: a product line, local days, one theme or (null) all, and of a list where to go on.
/// </summary>
public sealed record VoiceQuery(
    ProductLine Product, int From, int To, string? Theme, string Language, int Top, VoicePlace? After)
{
    private const int MostDays = 1096;
    private const int MostAtOnce = 200;

    public bool Holds(VoiceMark mark) => From <= mark.Day && mark.Day <= To && (Theme is null || mark.Has(Theme));

    public VoicePlace PlaceOf(VoiceMark mark) => new(Filters, mark.Day, mark.LeadId, mark.IdHash);

    public static VoiceQuery? Read(
        IQueryCollection query, Edition edition, DateTimeOffset now, Refusals refusals, CursorSeal? listed = null)
    {
        var fields = new QueryFields(query, refusals);
        fields.RefuseOthers([
            "product", "theme", "from", "to", .. listed is null ? (string[])["lang"] : ["top", "cursor", "lang"]]);
        var named = fields.ProductLine([.. edition.Rules.Products.Keys]);
        var theme = fields.OneOf("theme", [.. edition.Voice.Themes.Select(theme => theme.Id), VoiceRules.None]);
        var (first, last) = (fields.Date("from"), fields.Date("to"));
        var language = fields.Language(edition.Sender.Locales);
        var top = fields.Whole("top", 1, MostAtOnce) ?? 50;
        if (refusals.Any || named is null) return null;
        var product = edition.Rules.Products[named];
        var to = last is { } asked ? Days.Of(asked) : product.DayOf(now);
        var from = first is { } day ? Days.Of(day) : to - 364;
        if (from > to || to - from >= MostDays)
            refusals.Add("from", $"Must lie before to, and at most {MostDays} days before it.");
        var wanted = new VoiceQuery(product, from, to, theme, language, top, null);
        if (listed is not null && fields.Text("cursor") is { } cursor) wanted = wanted.Behind(cursor, listed, refusals);
        return refusals.Any ? null : wanted;
    }

    private VoiceQuery Behind(string cursor, CursorSeal seal, Refusals refusals)
    {
        var place = seal.Read<VoicePlace>(cursor);
        if (place?.Filters is null)
            refusals.Add("cursor", "Is not a cursor of this list: leave it out to begin with the newest.");
        else if (place.Filters != Filters)
            refusals.Add("cursor", "Belongs to another list: keep all other parameters as they were, or leave it out.");
        return this with { After = place };
    }

    private string Filters => Digest.Of(string.Create(
        CultureInfo.InvariantCulture, $"voice|{Product.Id}|{From}|{To}|{Theme}"))[..8];
}

/// <summary>A place in the list of a query, behind which the next page begins.</summary>
public sealed record VoicePlace(string Filters, int Day, string LeadId, string IdHash)
{
    public bool IsBefore(VoiceMark mark) => VoiceMark.NewestFirst.Compare(
        new VoiceMark(LeadId, IdHash, Day, "", [], null, null, null, false, ""), mark) < 0;
}
