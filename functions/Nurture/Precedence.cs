using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Scenarios;
using LeadScoring.Sending;

namespace LeadScoring.Nurture;

/// <summary>
/// Pure: whose mail goes first where the caps have no room for all mails to a person. That of the scenario with the
/// higher priority, if it is due by now or within the same open window; a mail that waits for
/// <see cref="Patience"/> goes before all others, the longest waiting first and whenever its window opens, so none
/// waits for ever. What is overdue for <see cref="Stuck"/> is held up by something else, and nobody waits for it.
/// </summary>
public static class Precedence
{
    public static readonly TimeSpan Patience = TimeSpan.FromDays(14);
    public static readonly TimeSpan Stuck = TimeSpan.FromDays(1);

    private static readonly TimeSpan ShortestWait = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>The mails to this lead, planned or due, that go before that of this enrolment.</summary>
    public static IReadOnlyList<MailAhead> Ahead(Lead lead, Enrolment mine, Edition edition, DateTimeOffset now)
    {
        if (StepAt.Find(edition, mine) is not { } at) return [];
        var rank = Rank(mine, at.Scenario, now);
        return
        [
            .. from other in lead.Enrolments.Values
               where other.Key != mine.Key && !other.HeldOut && other.DueAt > now - Stuck
                   && !edition.Controls.Holds(other.Scenario, now)
               let found = StepAt.Find(edition, other)
               where found?.Step.Template is not null
               let theirs = Rank(other, found.Scenario, now)
               where theirs.CompareTo(rank) < 0
               orderby theirs, other.DueAt, other.Key
               select new MailAhead(
                   other.DueAt!.Value, found.Scenario.For(lead).Window,
                   [found.Scenario.Cap, .. DueStep.CapsOfAll(lead, edition)], !theirs.IsUsual),
        ];
    }

    /// <summary>Null: it goes now. Else when to look again, later and later, since the others may be held up.</summary>
    public static DateTimeOffset? WaitsUntil(StepFacts facts)
    {
        if (facts.Ahead.Count == 0) return null;
        var close = facts.Scenario.Window.ClosingAfter(facts.Now);
        var after = Planned(facts.Ahead, [.. facts.RecentMails, facts.Now], facts.Now);
        var pushed = Planned(facts.Ahead, facts.RecentMails, facts.Now).Zip(after, facts.Ahead)
            .Where(mail => mail.Second > mail.First && (mail.First < close || mail.Third.IsOverlong)).ToList();
        if (pushed.Count == 0) return null;
        var waited = (facts.Now - (facts.PutOffSince ?? facts.Now)) / 2;
        return pushed.Min(mail => mail.First)
            + (waited < ShortestWait ? ShortestWait : waited > LongestWait ? LongestWait : waited);
    }

    /// <summary>When each goes at the earliest, one after the other, if these mails went already.</summary>
    private static List<DateTimeOffset> Planned(
        IReadOnlyList<MailAhead> mails, IReadOnlyList<DateTimeOffset> sent, DateTimeOffset now)
    {
        var (log, planned) = (sent.ToList(), new List<DateTimeOffset>());
        foreach (var mail in mails)
        {
            var at = mail.Window.NextOpening(FrequencyCap.FreeAt(mail.Caps, log, mail.DueAt > now ? mail.DueAt : now));
            log.Add(at);
            planned.Add(at);
        }
        return planned;
    }

    /// <summary>The smaller goes first; equal ones as they come.</summary>
    private static (bool IsUsual, long Since, int Priority) Rank(
        Enrolment enrolment, Scenario scenario, DateTimeOffset now) =>
        enrolment.PutOffSince is { } since && since + Patience <= now
            ? (false, since.UtcTicks, -scenario.Priority)
            : (true, 0, -scenario.Priority);
}

/// <summary>
/// Another mail to the same person that goes first: when it is due, in which window, and under which caps.
/// <see cref="IsOverlong"/>: it waited so long that the others wait for it beyond their own window.
/// </summary>
public sealed record MailAhead(
    DateTimeOffset DueAt, SendWindow Window, IReadOnlyList<FrequencyCap> Caps, bool IsOverlong);
