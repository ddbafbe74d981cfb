using System.Globalization;

namespace LeadScoring.Access;

/// <summary>
/// Where a row of the audit trail lies: a partition for each hour (UTC), the newest first, and in it the newest first,
/// so that the trail is one range in its order and its end is cut off by whole partitions. Beside them lies what finds
/// a lead's hours (<see cref="OfLead"/>).
/// </summary>
public sealed record AuditPlace(string Partition, string Row)
{
    private const long LastHour = 9_999_999_999;
    private const int TickDigits = 19;
    private const int LeadPartitions = 4;

    public static AuditPlace Of(Reading reading) => new(PartitionOf(reading.At), string.Create(
        CultureInfo.InvariantCulture, $"{Inverted(reading.At)}|{reading.ReadingId}|{reading.Part:D4}"));

    /// <summary>What lies behind it is older than this instant.</summary>
    public static AuditPlace At(DateTimeOffset instant) => new(PartitionOf(instant), Inverted(instant));

    /// <summary>That this lead's data was shown in the hour of a partition; its hours are one range.</summary>
    public static AuditPlace OfLead(string leadId, string hour) =>
        new($"lead{leadId[0] % LeadPartitions}", $"{leadId}|{hour}");

    /// <summary>From a row key; null for any other text.</summary>
    public static AuditPlace? Parse(string row) =>
        row.Split('|') is [{ Length: TickDigits } inverted, { Length: 32 } id, { Length: 4 } part]
        && id.All(char.IsAsciiHexDigitLower) && part.All(char.IsAsciiDigit)
        && long.TryParse(inverted, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
        && long.MaxValue - ticks is var instant && instant <= DateTimeOffset.MaxValue.UtcTicks
            ? new AuditPlace(PartitionOf(new DateTimeOffset(instant, TimeSpan.Zero)), row)
            : null;

    private static string PartitionOf(DateTimeOffset at)
    {
        var utc = at.UtcDateTime;
        var hour = ((utc.Year * 100L + utc.Month) * 100 + utc.Day) * 100 + utc.Hour;
        return (LastHour - hour).ToString("D10", CultureInfo.InvariantCulture);
    }

    private static string Inverted(DateTimeOffset at) =>
        (long.MaxValue - at.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);
}
