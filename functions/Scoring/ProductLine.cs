using LeadScoring.Parsing;
using NodaTime;

namespace LeadScoring.Scoring;

/// <summary>What a purchase does to the scoring of its product.</summary>
public enum OnPurchase
{
    /// <summary>A new cycle begins: the stage starts again, floors are lifted, earlier days stop counting.</summary>
    Restart,

    /// <summary>Nothing: for goods bought often.</summary>
    Keep,
}

/// <summary>
/// One line of products with its own score. <paramref name="HalfLifeDays"/>: days in which points fall to half;
/// <paramref name="HalfSaturation"/>: the points that make a score of 50; <paramref name="TimeZone"/>: whose calendar
/// days are counted; <paramref name="Currency"/>: ISO 4217, the only one its purchases may have.
/// </summary>
public sealed record ProductLine(
    string Id,
    LocalizedText Name,
    double HalfLifeDays,
    double HalfSaturation,
    DateTimeZone TimeZone,
    string Currency,
    OnPurchase OnPurchase)
{
    public int DayOf(DateTimeOffset instant) => Days.Of(instant, TimeZone);

    /// <summary>
    /// The first instant of a day: not midnight where clocks go forward over it. A day that its zone left out (Apia,
    /// 2011-12-30) begins with the one after.
    /// </summary>
    public DateTimeOffset StartOf(int day)
    {
        var midnight = TimeZone.MapLocal(Days.ToDate(day).AtMidnight());
        return (midnight.Count == 0 ? midnight.LateInterval.Start : midnight.First().ToInstant()).ToDateTimeOffset();
    }

    internal static ProductLine Read(string id, JsonFields fields)
    {
        fields.RefuseOthers("name", "halfLifeDays", "halfSaturation", "timeZone", "currency", "onPurchase");
        var onPurchase = fields.RequiredOneOf("onPurchase", ["restart", "keep"]);
        return new ProductLine(
            id,
            LocalizedText.ReadRequired(fields, "name"),
            fields.RequiredNumber("halfLifeDays", 1, 3650),
            fields.RequiredNumber("halfSaturation", 0.001, 1_000_000_000),
            fields.TimeZone("timeZone") ?? fields.Missing("timeZone", DateTimeZone.Utc),
            ReadCurrency(fields),
            onPurchase == "keep" ? OnPurchase.Keep : OnPurchase.Restart);
    }

    private static string ReadCurrency(JsonFields fields)
    {
        var currency = fields.RequiredText("currency");
        if (currency.Length > 0 && (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper)))
            fields.Refuse("currency", $"Must be an ISO 4217 code like JPY or EUR, but is '{currency}'.");
        return currency;
    }
}
