using LeadScoring.Parsing;
using LeadScoring.Scenarios;
using NodaTime;

namespace LeadScoring.Rights;

/// <summary>
/// How long the data of people with whom nothing happens is kept, from <c>sender.json</c>; calendar periods, in UTC,
/// counted from the last touch. Null: for ever.
/// </summary>
/// <param name="Unconfirmed">Entries whose address nobody confirmed.</param>
/// <param name="Leads">People who never bought.</param>
/// <param name="Customers">People who did.</param>
public sealed record Retention(Period Unconfirmed, Period? Leads, Period? Customers)
{
    /// <summary>How long the change feed of the lists can be read back.</summary>
    public Period Changes { get; init; } = Period.FromDays(30);

    public static Retention Default { get; } = new(Period.FromDays(30), null, null);

    /// <summary>How long it is known who was shown whose data.</summary>
    public Period Audit { get; init; } = Period.FromDays(400);

    public static Retention Read(JsonFields fields)
    {
        if (fields.Object("retention") is not { } retention) return Default;
        retention.RefuseOthers("unconfirmed", "leads", "customers", "audit", "changes");
        return new Retention(
            retention.Duration("unconfirmed") ?? Default.Unconfirmed,
            retention.Duration("leads"), retention.Duration("customers"))
        {
            Audit = retention.ForwardDuration("audit") ?? Default.Audit,
            Changes = retention.ForwardDuration("changes") ?? Default.Changes,
        };
    }

    public static DateTimeOffset Before(DateTimeOffset instant, Period period) =>
        Instant.FromDateTimeOffset(instant).InUtc().LocalDateTime.Minus(period).InUtc().ToDateTimeOffset();

    public static DateTimeOffset After(DateTimeOffset instant, Period period) =>
        instant.Plus(period, DateTimeZone.Utc);
}
