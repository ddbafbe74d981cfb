using LeadScoring.Parsing;
using LeadScoring.Sending;
using NodaTime;

namespace LeadScoring.Intake;

/// <summary>
/// The hours of the week in which a campaign takes entries: on each of <see cref="Days"/> from <see cref="From"/>
/// (included) to <see cref="To"/> (excluded); over midnight where the end is before the start, the whole day where they
/// are equal. <see cref="Zone"/> is null for the product's own time zone.
/// </summary>
public sealed record OpeningHours(IReadOnlySet<IsoDayOfWeek> Days, LocalTime From, LocalTime To, DateTimeZone? Zone)
{
    /// <summary>Reads a campaign's <c>hours</c>; at least one day is required.</summary>
    public static OpeningHours Read(JsonFields fields)
    {
        fields.RefuseOthers("days", "from", "to", "timeZone");
        return new OpeningHours(
            SendWindow.ReadDays(fields),
            fields.TimeOfDay("from") ?? fields.Missing("from", LocalTime.Midnight),
            fields.TimeOfDay("to") ?? fields.Missing("to", LocalTime.Midnight),
            fields.TimeZone("timeZone"));
    }

    /// <summary>The same arithmetic as the hours of mails, whose laws are tested there.</summary>
    public SendWindow In(DateTimeZone productZone) =>
        new(Days, From, To, Zone ?? productZone, new HashSet<LocalDate>());
}
