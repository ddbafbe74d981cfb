using LeadScoring.Alerts;
using LeadScoring.Consent;
using LeadScoring.Identity;
using LeadScoring.Leads;
using LeadScoring.Nurture;
using LeadScoring.Publishing;
using LeadScoring.Reactions;
using LeadScoring.Sending;

namespace LeadScoring.Hits;

/// <summary>A mail's row as it lies in the store, with the version that a replacement insists on.</summary>
public sealed record KeptMail(MailHits Mail, string Version);

/// <summary>
/// Pure: what came back from mails, done to a lead. The reactions that the mails' hits are by now are counted, those
/// that they were before are not counted twice; where a verdict on an earlier hit turned from person to machine, the
/// lead is computed anew from all its events, for a count can be taken back but a "last seen" cannot.
/// </summary>
public static class Hitting
{
    /// <param name="lead">The lead as it is.</param>
    /// <param name="inboxKey">The row that is worked off with this.</param>
    /// <param name="batch">What came back.</param>
    /// <param name="kept">The same mails as the store has them, by send id.</param>
    /// <param name="sends">The ledger's rows of these mails, by send id; none for copies of another lead's.</param>
    /// <param name="events">All events of the lead; null: not read yet.</param>
    /// <param name="known">What was recorded before.</param>
    /// <param name="edition">The content in force, under whose rules the lead has been counted.</param>
    /// <param name="now">The instant of the decision.</param>
    /// <returns>Null where all events are needed and were not given.</returns>
    public static LeadChange? Decide(
        Lead lead, string inboxKey, InboxBatch batch, IReadOnlyDictionary<string, KeptMail> kept,
        IReadOnlyDictionary<string, LedgerRow> sends, LeadEvents? events, KnownFacts known, Edition edition,
        DateTimeOffset now)
    {
        var isOfOther = batch.Origin is { } origin && !Parts.Has(lead.Profile, origin);
        if (lead.Profile is null || isOfOther) return new LeadChange(lead, [], inboxKey);
        var changed = Changed(batch, kept, sends);
        if (changed.Count == 0) return new LeadChange(lead, [], inboxKey);
        var rules = edition.Rules.Machine;
        var before = changed.SelectMany(mail => HitCount.Of(Before(mail, kept), rules)).ToHashSet();
        var after = changed.SelectMany(mail => HitCount.Of(mail, rules)).ToHashSet();
        if (!before.IsSubsetOf(after) && events is null) return null;
        var counted = before.IsSubsetOf(after)
            ? Touch.Count(lead, after.Except(before), edition)
            : Rebuilding.Of(lead, With(events!, changed), edition);
        if (batch.Origin is null) counted = counted with { Mail = Weighed(counted.Mail.Told(changed), changed, sends) };
        var cause = after.IsSubsetOf(before) ? "verdict" : "reaction";
        var assessed = Assessment.Of(counted, lead, edition, now, cause);
        assessed = Alerting.Watch(assessed, lead, [.. after.Except(before)], edition.Rules, now);
        return assessed with
        {
            // A verdict may turn back: what was raised by the same hit before is not raised again.
            Facts = [.. changed.Select(mail => new Fact(
                LeadRows.Hits(mail.SendId), mail, kept.GetValueOrDefault(mail.SendId)?.Version)),
                .. Settled(changed, sends), .. assessed.Facts.Where(fact => !known.Holds(fact.Key))],
            InboxDone = inboxKey,
        };
    }

    /// <summary>The mails of a batch as they are with it, as far as it says anything new.</summary>
    private static List<MailHits> Changed(
        InboxBatch batch, IReadOnlyDictionary<string, KeptMail> kept, IReadOnlyDictionary<string, LedgerRow> sends) =>
        [.. batch.Mails!.GroupBy(told => told.SendId, StringComparer.Ordinal)
            .Select(told => told.Aggregate(
                kept.GetValueOrDefault(told.Key)?.Mail ?? new MailHits { SendId = told.Key, Origin = batch.Origin },
                (mail, one) => mail.With(one)))
            .Select(mail => mail with
            {
                SendKey = mail.SendKey ?? sends.GetValueOrDefault(mail.SendId)?.Key[LeadRows.SendPrefix.Length..],
            })
            .Where(mail => !mail.IsSameAs(Before(mail, kept)))];

    /// <summary>A mail that the provider took after all, though it said it did not, weighs on the caps again.</summary>
    private static MailState Weighed(
        MailState mail, List<MailHits> changed, IReadOnlyDictionary<string, LedgerRow> sends) => changed
        .Select(hits => sends.GetValueOrDefault(hits.SendId)?.Record is { Scenario: not null } record
            && record.Status == SendStatus.Deferred && Settling.With(record, hits) is { Status: SendStatus.Sent }
            ? record.DecidedAt : (DateTimeOffset?)null)
        .OfType<DateTimeOffset>().Aggregate(mail, (state, at) => state.Claimed(at));

    /// <summary>The rows that what came back has ended, or ended otherwise.</summary>
    private static IEnumerable<Fact> Settled(
        List<MailHits> changed, IReadOnlyDictionary<string, LedgerRow> sends) =>
        from mail in changed
        let row = sends.GetValueOrDefault(mail.SendId)
        where row is not null
        let settled = Settling.With(row.Record, mail)
        where settled is not null
        select new Fact(row.Key, settled, row.Version);

    private static MailHits Before(MailHits mail, IReadOnlyDictionary<string, KeptMail> kept) =>
        kept.GetValueOrDefault(mail.SendId)?.Mail ?? new MailHits { SendId = mail.SendId, Origin = mail.Origin };

    private static LeadEvents With(LeadEvents events, IReadOnlyList<MailHits> changed) => events with
    {
        Mails = [.. events.Mails.ExceptBy(changed.Select(mail => mail.SendId), mail => mail.SendId), .. changed],
    };
}
