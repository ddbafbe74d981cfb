using LeadScoring.Parsing;
using NodaTime;

namespace LeadScoring.Sending;

/// <summary>
/// When mail may go out, by the wall clock of <see cref="Zone"/>: on each of <see cref="Days"/> from <see cref="From"/>
/// (included) to <see cref="To"/> (excluded). A window whose end is before its start runs over midnight and belongs to
/// the day it starts on; equal ends mean the whole day. Dates in <see cref="Holidays"/> start no window; the days of
/// <see cref="Calendar"/> are among them once the content is read whole. Where <see cref="IsPersons"/>,
/// <see cref="Zone"/> is for people whose own is not known.
/// </summary>
public sealed record SendWindow(
    IReadOnlySet<IsoDayOfWeek> Days,
    LocalTime From,
    LocalTime To,
    DateTimeZone Zone,
    IReadOnlySet<LocalDate> Holidays)
{
    /// <summary>In place of a zone: that of each person.</summary>
    public const string Person = "person";

    /// <summary>Whether it goes by each person's own clock.</summary>
    public bool IsPersons { get; init; }

    /// <summary>The calendar whose days are holidays, by its id; null: only its own.</summary>
    public string? Calendar { get; init; }

    internal static readonly IReadOnlyDictionary<string, IsoDayOfWeek> DayNames =
        new Dictionary<string, IsoDayOfWeek>(StringComparer.Ordinal)
        {
            ["mon"] = IsoDayOfWeek.Monday,
            ["tue"] = IsoDayOfWeek.Tuesday,
            ["wed"] = IsoDayOfWeek.Wednesday,
            ["thu"] = IsoDayOfWeek.Thursday,
            ["fri"] = IsoDayOfWeek.Friday,
            ["sat"] = IsoDayOfWeek.Saturday,
            ["sun"] = IsoDayOfWeek.Sunday,
        };

    /// <summary>
    /// Reads a scenario's <c>window</c>. At least one day is required, so every window opens some time.
    /// </summary>
    public static SendWindow Read(JsonFields fields)
    {
        fields.RefuseOthers("days", "from", "to", "timeZone", "fallback", "calendar", "holidays");
        var isPersons = fields.Has("timeZone") && fields.Text("timeZone") == Person;
        if (!isPersons && fields.Has("fallback"))
            fields.Refuse("fallback", "Has a meaning with \"timeZone\": \"person\" only: leave it out.");
        var zone = isPersons ? "fallback" : "timeZone";
        return new SendWindow(
            ReadDays(fields),
            fields.TimeOfDay("from") ?? fields.Missing("from", LocalTime.Midnight),
            fields.TimeOfDay("to") ?? fields.Missing("to", LocalTime.Midnight),
            fields.TimeZone(zone) ?? fields.Missing(zone, DateTimeZone.Utc),
            fields.Dates("holidays"))
        {
            IsPersons = isPersons,
            Calendar = fields.Text("calendar"),
        };
    }

    /// <summary>The same hours on this zone's clock; on its own where there is no zone of the name.</summary>
    public SendWindow In(string? zone) =>
        zone is not null && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is { } own ? this with { Zone = own } : this;

    public bool IsOpen(DateTimeOffset instant) => NextOpening(instant) == instant;

    /// <summary>The first instant, not before the one given, at which the window is open; in UTC.</summary>
    public DateTimeOffset NextOpening(DateTimeOffset instant)
    {
        // Between two changes of the zone's offset the wall clock runs evenly, so the question is a local one there.
        // A change itself may put the wall clock into the window, or jump over its start.
        var from = Instant.FromDateTimeOffset(instant);
        for (var span = Zone.GetZoneInterval(from); ; span = Zone.GetZoneInterval(from))
        {
            var opening = NextLocal(from.WithOffset(span.WallOffset).LocalDateTime)
                .WithOffset(span.WallOffset).ToInstant();
            if (!span.HasEnd || opening < span.End) return opening.ToDateTimeOffset();
            from = span.End;
        }
    }

    /// <summary>
    /// The end of the window that is open at this instant, by its wall clock: what of it is left when the clock is set
    /// back is not counted. The instant itself where none is open.
    /// </summary>
    public DateTimeOffset ClosingAfter(DateTimeOffset instant)
    {
        if (!IsOpen(instant)) return instant;
        var local = Instant.FromDateTimeOffset(instant).InZone(Zone).LocalDateTime;
        var end = new[] { local.Date.PlusDays(-1), local.Date }.Where(Starts).Select(WindowOf)
            .Where(window => window.Start <= local && local < window.End).Max(window => window.End);
        return end.InZoneLeniently(Zone).ToDateTimeOffset().ToUniversalTime();
    }

    private bool Starts(LocalDate date) => Days.Contains(date.DayOfWeek) && !Holidays.Contains(date);

    private LocalDateTime NextLocal(LocalDateTime local)
    {
        // A window that started yesterday may still run.
        for (var date = local.Date.PlusDays(-1); ; date = date.PlusDays(1))
        {
            if (!Starts(date)) continue;
            var (start, end) = WindowOf(date);
            if (local < end) return local > start ? local : start;
        }
    }

    private (LocalDateTime Start, LocalDateTime End) WindowOf(LocalDate date) =>
        From == To ? (date.AtMidnight(), date.PlusDays(1).AtMidnight())
        : From < To ? (date + From, date + To)
        : (date + From, date.PlusDays(1) + To);

    internal static HashSet<IsoDayOfWeek> ReadDays(JsonFields fields)
    {
        var days = new HashSet<IsoDayOfWeek>();
        foreach (var name in fields.Texts("days", max: 7))
        {
            if (DayNames.TryGetValue(name, out var day)) days.Add(day);
            else fields.Refuse("days", $"Must be days out of {string.Join(", ", DayNames.Keys)}, but one is '{name}'.");
        }
        if (days.Count > 0) return days;
        fields.Refuse("days", "Must name at least one day, or the window would never open.");
        return [.. DayNames.Values];
    }
}
