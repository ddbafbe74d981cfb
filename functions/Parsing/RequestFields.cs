using LeadScoring.Leads;

namespace LeadScoring.Parsing;

/// <summary>What requests of several doors hold alike: somebody's address, and when something happened.</summary>
internal static class RequestFields
{
    private static readonly DateTimeOffset Earliest = new(1970, 1, 2, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Null, with the reason noted, where there is no address or none that can be written to.</summary>
    public static EmailAddress? RequiredEmail(this JsonFields fields, string name)
    {
        var typed = fields.RequiredText(name, 254);
        if (typed.Length == 0) return null;
        var email = EmailAddress.Parse(typed, out var reason);
        if (reason is not null) fields.Refuse(name, reason);
        return email;
    }

    /// <summary>
    /// An instant that has come; <paramref name="tolerance"/>, in whole days, is by how much the caller may be ahead.
    /// </summary>
    public static DateTimeOffset? PastTime(
        this JsonFields fields, string name, DateTimeOffset now, TimeSpan tolerance = default)
    {
        if (fields.Time(name) is not { } at) return null;
        if (at > now + tolerance) fields.Refuse(name, Ahead(tolerance));
        if (at < Earliest) fields.Refuse(name, "Must be after 1970: is it in seconds instead of ISO 8601?");
        return at;
    }

    /// <inheritdoc cref="PastTime"/>
    public static DateTimeOffset RequiredPastTime(
        this JsonFields fields, string name, DateTimeOffset now, TimeSpan tolerance) =>
        fields.PastTime(name, now, tolerance) ?? fields.Missing(name, default(DateTimeOffset));

    private static string Ahead(TimeSpan tolerance) => tolerance.Days switch
    {
        0 => "Must not lie ahead: send it when it has happened.",
        1 => "Must not be more than a day ahead: send it when it has happened.",
        var days => $"Must not be more than {days} days ahead: send it when it has happened.",
    };
}
