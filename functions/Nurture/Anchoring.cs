using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Scenarios;
using NodaTime;
using NodaTime.Text;

namespace LeadScoring.Nurture;

/// <summary>
/// Pure: enrolments that count from a date of the lead's own. They follow the date: what is still to come moves with
/// it, what was sent stays sent, and without the date they end; when it is back, they go on where they ended.
/// </summary>
public static class Anchoring
{
    /// <summary>The enrolment ended because its date was taken away, or is none any more.</summary>
    public const string Gone = "anchor-gone";

    /// <summary>A mail that is in time may still wait so long for its turn.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromDays(1);

    private static readonly LocalDate First = new(1970, 1, 1), End = new(2200, 1, 1);

    /// <summary>The date that the lead has told; null, with the reason, where there is none to count from.</summary>
    public static (LocalDate? Date, string? Reason) DateOf(Lead lead, Anchor anchor)
    {
        var value = lead.Profile?.AllAttributes().GetValueOrDefault(anchor.Attribute)?.Value;
        if (string.IsNullOrWhiteSpace(value)) return (null, "no-date");
        if (LocalDatePattern.Iso.Parse(value.Trim()) is not { Success: true, Value: var date })
            return (null, "not-a-date");
        return date >= First && date < End ? (date, null) : (null, "date-out-of-reach");
    }

    /// <summary>Answers that scenarios of the lead's products count from, and that are no dates.</summary>
    public static IReadOnlyList<DateNotRead> NotRead(Lead lead, Edition edition) =>
    [
        .. from scenario in edition.Scenarios.Values
           where scenario.Enter.Anchor is not null && lead.Products.ContainsKey(scenario.Product)
           let reason = DateOf(lead, scenario.Enter.Anchor!).Reason
           where reason is not (null or "no-date")
           select new DateNotRead(scenario.Id, scenario.Enter.Anchor!.Attribute, reason),
    ];

    /// <summary>
    /// The enrolment by the date as it is now, at the step it has come to. A step that counts from the date is planned
    /// anew; one that counts from the step before stays where it is.
    /// </summary>
    public static Enrolment Follow(Enrolment enrolment, StepAt at, Lead lead, DateTimeOffset now)
    {
        if (at.Scenario.Enter.Anchor is not { } anchor) return enrolment;
        if (DateOf(lead, anchor).Date is not { } date) return enrolment.End(Gone, now);
        if (enrolment.AnchorDate() == date) return enrolment;
        var moved = enrolment with { Date = date.ToDateOnly() };
        return at.Step.After.IsAnchored ? moved.Replan(at, now) : moved;
    }

    /// <summary>Whether the step's time had passed by more than the grace when it came to be planned.</summary>
    public static bool WasTooLate(Enrolment enrolment, StepAt at) =>
        LastTime(enrolment, at) < (enrolment.ArrivedAt ?? enrolment.EnteredAt);

    /// <summary>
    /// Whether it is too late for the step now, whatever kept it since it was planned (a cap, a limit, a pause): the
    /// window's first opening after the grace is more than <see cref="Slack"/> ago.
    /// </summary>
    public static bool IsTooLate(Enrolment enrolment, StepAt at, DateTimeOffset now) =>
        LastTime(enrolment, at) is { } last && last < now && at.Scenario.Window.NextOpening(last) + Slack < now;

    /// <summary>The end of the grace; null for what does not count from the date.</summary>
    private static DateTimeOffset? LastTime(Enrolment enrolment, StepAt at) =>
        at.Scenario.Enter.Anchor is { } anchor && at.Step.After.IsAnchored
            ? at.Scenario.DueAt(at.Index, enrolment.EnteredAt, enrolment.AnchorDate())
                .Plus(anchor.Grace, at.Scenario.Window.Zone)
            : null;

    /// <summary>Whether any mail that counts from this date lies ahead, or is within its grace.</summary>
    public static bool LiesAhead(Scenario scenario, LocalDate date, DateTimeOffset now) =>
        scenario.Enter.Anchor is { } anchor && scenario.Steps.Index().Any(at =>
            at.Item is MailStep { After.IsAnchored: true }
            && scenario.DueAt(at.Index, now, date).Plus(anchor.Grace, scenario.Window.Zone) >= now);

    /// <summary>All open enrolments of this edition's scenarios by the dates as they are now.</summary>
    public static Lead FollowAll(Lead lead, Edition edition, DateTimeOffset now)
    {
        foreach (var enrolment in lead.Enrolments.Values.Where(one => one is { Date: not null, NextStep: not null }))
            if (StepAt.Find(edition, enrolment)?.For(lead) is { } at)
                lead = lead.With(Follow(enrolment, at, lead, now));
        return lead;
    }

    /// <summary>
    /// The enrolment as it goes on after the date (or the lead) was gone for a while; null where it ended otherwise. A
    /// date that is told twice is the same plan, so it is no re-entry.
    /// </summary>
    public static Enrolment? Resumed(Enrolment ended, Edition edition, Lead lead, DateTimeOffset now)
    {
        if (ended.Ended is not (Gone or Enrolment.Merged or Enrolment.UseStopped) || ended.Date is null) return null;
        var open = ended with { NextStep = ended.EndedBefore, Ended = null, EndedAt = null, EndedBefore = null };
        return StepAt.Find(edition, open)?.For(lead) is { } at ? Follow(open.Replan(at, now), at, lead, now) : null;
    }
}

/// <summary>
/// Why a scenario does not begin for a lead: <c>not-a-date</c> (like 2027-08-31), or <c>date-out-of-reach</c>.
/// </summary>
public sealed record DateNotRead(string Scenario, string Attribute, string Reason)
{
    /// <summary>The reason in words, where somebody reads them.</summary>
    public string? Text { get; init; }
}
