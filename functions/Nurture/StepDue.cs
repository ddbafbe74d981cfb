using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Scenarios;
using LeadScoring.Sending;

namespace LeadScoring.Nurture;

/// <summary>
/// Pure: one due step of one lead, decided with what is true now, and what that does to the lead. The claim of a mail,
/// the enrolment's next step and the lead's mail state are one change, so a repeated message finds the step taken.
/// </summary>
public sealed record StepDue(StepDecision Decision, LeadChange? Change, SendRecord? Claimed)
{
    private static readonly StepDue Nothing = new(new StepDecision.AlreadySettled(), null, null);

    /// <summary>
    /// Decides the step the enrolment stands at; nothing, where the message is late or came twice, or where the version
    /// that it follows is not known here (<see cref="Edition.Lacks"/>).
    /// </summary>
    /// <param name="lead">The lead as it is now.</param>
    /// <param name="row">The ledger's row of this step, where there is one.</param>
    /// <param name="key">The enrolment's key.</param>
    /// <param name="step">The step's id.</param>
    /// <param name="edition">The content in force.</param>
    /// <param name="now">The instant of the decision, which is also that of a claim.</param>
    /// <param name="outlook">What else is known; nothing, where it is left out.</param>
    public static StepDue Decide(
        Lead lead, LedgerRow? row, string key, string step, Edition edition, DateTimeOffset now,
        Outlook? outlook = null)
    {
        if (!lead.Enrolments.TryGetValue(key, out var enrolment)) return Nothing;
        if (enrolment.NextStep != step) // late or twice; or it ended while the provider kept this mail waiting
            return WillNotGo(row, enrolment) is { Count: > 0 } facts
                ? Nothing with { Change = new LeadChange(lead, facts) }
                : Nothing;
        if (enrolment.DueAt > now) return Nothing; // postponed meanwhile: the later message is planned
        if (StepAt.Find(edition, enrolment)?.For(lead) is not { } at)
            return edition.Lacks(enrolment.Scenario, enrolment.Follows())
                ? Nothing
                : Ended(lead, enrolment.End("scenario-gone", now), row);
        if (at.Scenario.Version > enrolment.Follows())
            enrolment = enrolment with { MovedTo = at.Scenario.Version };
        enrolment = Anchoring.Follow(enrolment, at, lead, now);
        if (enrolment.Ended is not null || enrolment.DueAt > now) return Ended(lead, enrolment, row);
        var due = new DueStep(lead, enrolment, at, row, edition, outlook ?? Outlook.Unknown, now);
        if (row is { Record.Status: not SendStatus.Deferred }) // rewound past a settled step
            return Nothing with { Change = new LeadChange(lead.With(due.Settled()), []) };
        return Decide(due);
    }

    private static StepDue Decide(DueStep due) => StepRules.Decide(due.Facts()) switch
    {
        StepDecision.Send send => due.Claim(send),
        StepDecision.Postpone postpone => due.Postpone(postpone),
        StepDecision.Park park => due.Park(park),
        StepDecision.Suppress suppress => due.PassOver(suppress, SendStatus.Suppressed, suppress.Reason),
        StepDecision.HoldOut holdOut => due.PassOver(holdOut, SendStatus.HeldOut, null),
        StepDecision.Exit exit => due.Leave(exit),
        StepDecision.Go go => GoOn(due, go),
        StepDecision.AlreadySettled => Nothing,
        var other => throw new InvalidOperationException($"Nobody carries out a {other.GetType().Name}."),
    };

    /// <summary>
    /// On through the branches that are due at once, up to a mail (which is a decision of its own, with its own row of
    /// the ledger), to something later, or to the end.
    /// </summary>
    private static StepDue GoOn(DueStep due, StepDecision.Go go)
    {
        var enrolment = due.Gone(go);
        var lead = due.Lead.With(enrolment);
        var next = enrolment.DueAt <= due.Now ? StepAt.Find(due.Edition, enrolment)?.For(lead) : null;
        return next is { Step: not MailStep }
            ? Decide(due with { Lead = lead, Enrolment = enrolment, At = next })
            : new StepDue(go, new LeadChange(lead, []), null);
    }

    private static StepDue Ended(Lead lead, Enrolment enrolment, LedgerRow? row) => new(
        enrolment.Ended is { } reason ? new StepDecision.Exit(reason) : new StepDecision.AlreadySettled(),
        new LeadChange(lead.With(enrolment), WillNotGo(row, enrolment)), null);

    /// <summary>Keeps what a mail that was taken back waits for; nothing where its row says so already.</summary>
    internal static IReadOnlyList<Fact> Waits(LedgerRow? row, string why, DateTimeOffset? until) =>
        row is { Record: { Status: SendStatus.Deferred } record } && (record.Reason, record.NextTryAt) != (why, until)
            ? [row.Replaced(record with { Reason = why, NextTryAt = until })]
            : [];

    /// <summary>A mail that was taken back ends with its enrolment.</summary>
    private static IReadOnlyList<Fact> WillNotGo(LedgerRow? row, Enrolment enrolment) =>
        row is { Record.Status: SendStatus.Deferred } && enrolment.Ended is { } reason
            ? [row.Replaced(row.Record with { Status = SendStatus.Suppressed, Reason = $"exit: {reason}" })]
            : [];

    /// <summary>The day has had its mails: nothing is claimed, and all of it is decided again then.</summary>
    public static StepDue PutOff(Lead lead, LedgerRow? row, string key, StepDecision.Postpone later) => new(
        later,
        new LeadChange(lead.With(lead.Enrolments[key].Postponed(later)), Waits(row, later.Why, later.Until)), null);

    /// <summary>
    /// The provider takes no mail now: the same, and a mail that it turned away before goes on waiting for it.
    /// </summary>
    public StepDue WaitForProvider(Lead lead, LedgerRow? row, string key, DateTimeOffset until)
    {
        var later = new StepDecision.Postpone(until, Settling.ProviderAway);
        IReadOnlyList<Fact> facts = row is { Record: var before }
            ? [row.Replaced(before with
            {
                Reason = later.Why,
                NextTryAt = until,
                Away = Settling.TurnedAway(Claimed!, until).Away,
            })]
            : [];
        return new StepDue(later, new LeadChange(lead.With(lead.Enrolments[key].Postponed(later)), facts), null);
    }

    /// <summary>
    /// The claimed mail cannot be made: it has failed before anybody was asked to take it, and the scenario goes on.
    /// </summary>
    public StepDue Failed(string reason)
    {
        var failed = Claimed! with { Status = SendStatus.Failed, Reason = reason };
        var lead = Change!.Lead with { Mail = Change.Lead.Mail.Unclaimed(failed.DecidedAt) };
        var facts = Change.Facts.Select(fact => fact.Body is SendRecord ? fact with { Body = failed } : fact);
        return this with { Claimed = null, Change = new LeadChange(lead, [.. facts]) };
    }

    /// <summary>
    /// The claim was certainly not used: the step is due again, and its mail does not weigh on the cap.
    /// </summary>
    /// <param name="lead">The lead as it is now.</param>
    /// <param name="row">The claim's row of the ledger.</param>
    /// <param name="key">The enrolment's key.</param>
    /// <param name="step">The step's id.</param>
    /// <param name="claimed">The claim, as it was made.</param>
    /// <param name="again">When it is decided again; null: a pause began before anybody was asked to take it.</param>
    /// <param name="now">The instant of the decision.</param>
    public static LeadChange? TakeBack(
        Lead lead, LedgerRow? row, string key, string step, SendRecord claimed, DateTimeOffset? again,
        DateTimeOffset now)
    {
        if (row is null || !Settling.IsUnused(row.Record, claimed)) return null; // erased, settled, or claimed anew
        if (!lead.Enrolments.TryGetValue(key, out var enrolment)) return null;
        var rewound = enrolment with
        {
            NextStep = step,
            DueAt = again ?? now,
            Ended = null,
            EndedAt = null,
            EndedBefore = null,
        };
        var back = lead with { Mail = lead.Mail.Unclaimed(row.Record.DecidedAt) };
        var deferred = again is { } until ? Settling.TurnedAway(row.Record, until) : Unasked(row.Record);
        return new LeadChange(back.With(rewound), [row.Replaced(deferred)]);
    }

    private static SendRecord Unasked(SendRecord claimed) => claimed with
    {
        Status = SendStatus.Deferred,
        Reason = Settling.Paused,
        Attempts = claimed.Attempts - 1,
    };
}
