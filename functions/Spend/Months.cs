using System.Globalization;
using LeadScoring.Parsing;
using LeadScoring.Scoring;
using NodaTime;
using NodaTime.Text;

namespace LeadScoring.Spend;

/// <summary>Whole months of the product's calendar, both ends included; null: without an end there.</summary>
public sealed record Months(YearMonth? From, YearMonth? To)
{
    /// <summary>The years of months that people write; others are slips (<c>0226-11</c>).</summary>
    public const int First = 1990;

    /// <inheritdoc cref="First"/>
    public const int Last = 2199;

    public const string MustBe = "Must be a month like 2026-11, from 1990-01 to 2199-12.";

    public static Months All { get; } = new(null, null);

    public bool Hold(YearMonth month) => !(month < From) && !(month > To);

    /// <inheritdoc cref="Parse"/>
    public bool Hold(string month) => Hold(Parse(month));

    /// <summary>The months in which both days lie that are asked for, and all between them.</summary>
    public static Months Read(QueryFields fields, Refusals refusals)
    {
        var (from, to) = (fields.Date("from"), fields.Date("to"));
        if (from > to) refusals.Add("to", "Must not be before from.");
        return new Months(from?.ToYearMonth(), to?.ToYearMonth());
    }

    /// <summary>Those of them that are not before a month.</summary>
    public Months Since(YearMonth month) => this with { From = From > month ? From : month };

    public static YearMonth Of(int day) => Days.ToDate(day).ToYearMonth();

    public static string NameOf(YearMonth month) => month.ToString("uuuu-MM", CultureInfo.InvariantCulture);

    /// <summary>Of what somebody wrote; null: no month, or none in which a campaign may have run.</summary>
    public static YearMonth? Written(string month) =>
        YearMonthPattern.Iso.Parse(month) is { Success: true, Value: var one } && one.Year is >= First and <= Last
            ? one
            : null;

    /// <summary>Of a month, of a day of it, or of a group of cells that begins with it.</summary>
    public static YearMonth Parse(string month) => YearMonthPattern.Iso.Parse(month[.."2026-11".Length]).Value;
}
