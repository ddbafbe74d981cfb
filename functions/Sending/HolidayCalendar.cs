using LeadScoring.Parsing;
using NodaTime;

namespace LeadScoring.Sending;

/// <summary>
/// The days on which a country rests, from <c>calendars/*.json</c>; windows name it. It knows the days from
/// <see cref="From"/> to <see cref="Until"/>, both included, in ascending order; what is later it does not know.
/// </summary>
public sealed record HolidayCalendar(
    string Id, string Source, LocalDate From, LocalDate Until, IReadOnlyList<Holiday> Days)
{
    private static readonly LocalDate Unknown = new(1970, 1, 1);

    public static HolidayCalendar Read(JsonFields fields)
    {
        fields.RefuseOthers("id", "source", "from", "until", "days");
        var calendar = new HolidayCalendar(
            fields.RequiredId("id"),
            fields.RequiredText("source", 300),
            fields.Date("from") ?? fields.Missing("from", Unknown),
            fields.Date("until") ?? fields.Missing("until", Unknown),
            [.. fields.Objects("days", max: 5000).Select(Holiday.Read)]);
        if (calendar.Until < calendar.From) fields.Refuse("until", "Must not be before from.");
        else calendar.RefuseDays(fields);
        return calendar;
    }

    private void RefuseDays(JsonFields fields)
    {
        foreach (var outside in Days.Where(day => day.Date < From || day.Date > Until).Take(1))
            fields.Refuse("days", $"Must lie from {From:R} to {Until:R}, but one is {outside.Date:R}.");
        foreach (var (day, next) in Days.Zip(Days.Skip(1)).Where(pair => pair.First.Date >= pair.Second.Date).Take(1))
            fields.Refuse("days", $"Must be in order, each day once, but {next.Date:R} stands behind {day.Date:R}.");
    }
}

/// <summary>One day on which a country rests.</summary>
public sealed record Holiday(LocalDate Date, LocalizedText Name)
{
    public static Holiday Read(JsonFields fields)
    {
        fields.RefuseOthers("date", "name");
        return new Holiday(
            fields.Date("date") ?? fields.Missing("date", new LocalDate(1970, 1, 1)),
            LocalizedText.ReadRequired(fields, "name", 80));
    }
}
