using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Scoring;

namespace LeadScoring.Tracks;

/// <summary>
/// Pure: how somebody came to the brand. What came on a later local day than their first purchase (the till may tell no
/// hour), or <see cref="Within"/> days and more after the first touchpoint, is how they came back, and tells nothing of
/// it.
/// </summary>
public static class Coming
{
    /// <summary>Local days, that of the first touchpoint counted.</summary>
    public const int Within = 30;

    /// <summary>Of counted entries and of touchpoints, both ascending by time.</summary>
    public static CameBy Of(
        Lead lead, IReadOnlyList<Entry> entries, IReadOnlyList<Touchpoint> touchpoints, PurchaseHistory purchases,
        ProductLine product)
    {
        if (touchpoints is not [var first, ..]) return new CameBy(null, null, null, null, false);
        var bought = purchases.Purchases is [var earliest, ..] ? earliest.Day : int.MaxValue;
        bool Tells(DateTimeOffset at) => product.DayOf(at) is var day && day <= bought && day < first.Day + Within;
        var entry = entries.FirstOrDefault(entry => Tells(entry.ReceivedAt));
        var named = touchpoints.FirstOrDefault(point => point.Campaign is not null && Tells(point.At));
        var channel = Tells(first.At) ? first.Channel : null;
        var referred = ReferredAt(lead, entries) is { } at && Tells(at) ? at : (DateTimeOffset?)null;
        return new CameBy(
            entry?.CampaignId ?? named?.Campaign, entry?.Source?.UtmSource, entry?.Source?.UtmMedium, channel,
            referred is not null)
        {
            Day = new[] { entry?.ReceivedAt ?? named?.At, channel is null ? null : first.At, referred }
                .Max() is { } latest ? product.DayOf(latest) : null,
        };
    }

    private static DateTimeOffset? ReferredAt(Lead lead, IReadOnlyList<Entry> entries) =>
        lead.Profile?.ReferredBy is { } by
            ? entries.FirstOrDefault(entry => entry.Hash == by.EntryHash)?.ReceivedAt ?? by.At
            : null;
}
