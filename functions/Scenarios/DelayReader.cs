using System.Text.Json;
using LeadScoring.Parsing;
using LeadScoring.Sending;
using NodaTime;

namespace LeadScoring.Scenarios;

/// <summary>
/// Reads a <see cref="Delay"/>: text is a duration (<c>"P3D"</c>), an object one of <c>days</c>, <c>businessDays</c>,
/// <c>next</c>, <c>before</c> and <c>afterAnchor</c>, with a time of day <c>at</c>.
/// </summary>
internal static class DelayReader
{
    private static readonly Delay.Lasting None = new(Period.Zero);

    private static readonly string[] Kinds = ["days", "businessDays", "next", "before", "afterAnchor"];

    /// <summary>Null where the field is missing.</summary>
    public static Delay? Delay(this JsonFields fields, string name)
    {
        if (!fields.Has(name)) return null;
        if (fields.Element.GetProperty(name).ValueKind == JsonValueKind.String)
            return fields.ForwardDuration(name) is { } period ? new Delay.Lasting(period) : None;
        return fields.Object(name) is { } delay ? Read(delay) : None;
    }

    private static Delay Read(JsonFields fields)
    {
        fields.RefuseOthers([.. Kinds, "at"]);
        if (Kinds.Count(fields.Has) != 1)
        {
            fields.Refuse(
                Kinds.FirstOrDefault(fields.Has) ?? "days", $"Must be exactly one of {string.Join(", ", Kinds)}.");
            return None;
        }
        var at = fields.TimeOfDay("at");
        if (fields.Has("next")) return Next(fields, at);
        if (fields.Whole("days", 1, 3660) is { } days) return new Delay.InDays(days, at);
        if (fields.Whole("businessDays", 1, 260) is { } business) return new Delay.InBusinessDays(business, at);
        if (fields.Has("before")) return FromDate(fields, "before", at);
        return fields.Has("afterAnchor") ? FromDate(fields, "afterAnchor", at) : None;
    }

    private static Delay.NextWeekday Next(JsonFields fields, LocalTime? at)
    {
        fields.Missing("at", at);
        var name = fields.RequiredOneOf("next", [.. SendWindow.DayNames.Keys]);
        return new Delay.NextWeekday(
            SendWindow.DayNames.GetValueOrDefault(name, IsoDayOfWeek.Monday), at ?? LocalTime.Midnight);
    }

    private static Delay.FromDate FromDate(JsonFields fields, string name, LocalTime? at)
    {
        var distance = fields.ForwardDuration(name) ?? Period.Zero;
        if (distance.HasTimeComponent)
            fields.Refuse(name, "Must be whole days, weeks, months or years, like P90D: a date has no hours.");
        return new Delay.FromDate(distance, name == "before", at ?? LocalTime.Midnight);
    }
}
