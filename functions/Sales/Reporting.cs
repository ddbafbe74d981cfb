using LeadScoring.Consent;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Reactions;
using LeadScoring.Scenarios;
using LeadScoring.Storage;
using NodaTime;

namespace LeadScoring.Sales;

/// <summary>Why a report is not taken.</summary>
public enum ReportObstacle
{
    NoLead,
    NotKnown,
    UseStopped,

    /// <summary>Another holds the lead.</summary>
    Held,

    /// <summary>The id was used for another report.</summary>
    OtherContent,

    /// <summary>The order of this id was told with another amount.</summary>
    OtherAmount,

    /// <summary>The lead has several product lines, and the report names none.</summary>
    NoProduct,
}

/// <summary>
/// What a report comes to: the change (null where it is known already), as whose reaction; or why it is not taken, and
/// the claim that stands against it. <paramref name="Prolongs"/>: the claim that the change makes longer.
/// </summary>
public sealed record ReportDecision(
    LeadChange? Change, Reaction? As = null, ReportObstacle? Obstacle = null, Claim? By = null, Claim? Prolongs = null)
{
    /// <summary>What is to lie with the lead that was named, where that one is merged; null: nothing.</summary>
    public InboxBatch? Own { get; init; }

    /// <summary>The next contact that goes with it; null: it says nothing of one.</summary>
    public NextContact? Next { get; init; }
}

/// <summary>Who reports: as which owner, under what name, and whether for anybody.</summary>
public sealed record Reporter(string? Owner, string Name, bool MayAny);

/// <summary>
/// Pure: what sales reports goes the way of every reaction, and decides what becomes of the claim, of calls and of the
/// next contact. It never depends on the order in which reports come in: of next contacts what was said last holds.
/// </summary>
public static class Reporting
{
    /// <summary>How long a claim holds after the day on which they are to be asked again.</summary>
    internal static readonly TimeSpan TimeToAsk = TimeSpan.FromDays(1);

    /// <param name="lead">The person.</param>
    /// <param name="report">What is told.</param>
    /// <param name="path">By which lead the person is named.</param>
    /// <param name="told">What was told under the same id before.</param>
    /// <param name="reporter">Who tells it.</param>
    /// <param name="known">Facts that were found to be known.</param>
    /// <param name="edition">Rules and content.</param>
    /// <param name="now">The instant.</param>
    /// <param name="mayKeep">Whether a claim may be made longer.</param>
    public static ReportDecision Decide(
        Lead lead, Report report, ReportPath path, Told told, Reporter reporter, KnownFacts known, Edition edition,
        DateTimeOffset now, bool mayKeep = true)
    {
        if (lead.Profile is not { } profile) return new ReportDecision(null, Obstacle: ReportObstacle.NoLead);
        if (told.Earlier is not null) return Again(report, told, edition);
        if (profile.StoppedAt is not null) return new ReportDecision(null, Obstacle: ReportObstacle.UseStopped);
        if (!profile.Known) return new ReportDecision(null, Obstacle: ReportObstacle.NotKnown);
        var held = Claiming.HeldAt(profile, now);
        if (held is not null && held.Owner != reporter.Owner && !reporter.MayAny)
            return new ReportDecision(null, Obstacle: ReportObstacle.Held, By: held);
        if (ProductOf(report, lead) is not { } product)
            return new ReportDecision(null, Obstacle: ReportObstacle.NoProduct);
        var at = report.At ?? now;
        var order = report.AsPurchase(product, at);
        if (order is not null && told.Order is { } other
            && (other.Amount, other.Product, other.RefundOf) != (order.Amount, product, null))
            return new ReportDecision(null, Obstacle: ReportObstacle.OtherAmount);
        var reaction = report.AsReaction(product, at, reporter.Owner ?? reporter.Name) with { TakenAt = now };
        var own = Batch(report, reaction, told.IsOwnOrder ? null : order);
        var next = NextOf(report, reaction, edition);
        var (worked, prolongs) = Claimed(lead, report, reporter, mayKeep, now);
        worked = worked with
        {
            Lead = worked.Lead with { Profile = path.Said(worked.Lead.Profile!, next, own.Consents ?? []) },
        };
        var change = Touch.Decide(worked.Lead, null, path.Here(own), known, edition, now)!;
        return new ReportDecision(
            change with { Facts = [.. worked.Facts, .. change.Facts] }, reaction, Prolongs: prolongs)
        { Own = own, Next = next };
    }

    /// <summary>Nobody works the person any more.</summary>
    public static bool GivesUp(Report report) =>
        report.Type is Outcomes.Lost or Outcomes.WrongPerson || report.Details.Release == true;

    /// <summary>What it leaves open was filled in when it came first.</summary>
    internal static bool IsSame(Report report, Reaction earlier) =>
        Json.Write(earlier with { TakenAt = null }) == Json.Write(report.AsReaction(
            report.Product ?? earlier.Product, report.At ?? earlier.OccurredAt, ReportDetails.Of(earlier)?.By));

    private static ReportDecision Again(Report report, Told told, Edition edition)
    {
        var earlier = told.Earlier!;
        if (!IsSame(report, earlier)) return new ReportDecision(null, Obstacle: ReportObstacle.OtherContent);
        var own = told.IsOwn ? Batch(report, earlier, told.IsOwnOrder ? told.Order : null) : null;
        return new ReportDecision(null, earlier)
        {
            Own = own,
            Next = own is null ? null : NextOf(report, earlier, edition),
        };
    }

    private static InboxBatch Batch(Report report, Reaction reaction, PurchaseNote? order) =>
        new(null, Trusted: true, [reaction], order is null ? [] : [order])
        {
            Consents = Forbids(report) ? [NoCalls(report, reaction)] : null,
        };

    private static string? ProductOf(Report report, Lead lead) =>
        report.Product ?? (lead.Products.Count == 1 ? lead.Products.Keys.Single() : null);

    private static bool Forbids(Report report) =>
        report.Type == Outcomes.WrongPerson || report.Details.DoNotCall == true;

    private static ConsentRecord NoCalls(Report report, Reaction told) => new()
    {
        What = ConsentRecord.PhoneWithdrawn,
        At = told.OccurredAt,
        How = report.Type == Outcomes.WrongPerson ? "wrong person reached" : "told on the phone",
        Source = "staff",
        TakenBy = ReportDetails.Of(told)?.By,
        Proof = report.Id,
    };

    /// <summary>
    /// Who lost them, or had another at the phone, gives them up; who waits keeps them for the day on which they are to
    /// be asked again, or says not to.
    /// </summary>
    private static (LeadChange Worked, Claim? Prolongs) Claimed(
        Lead lead, Report report, Reporter reporter, bool mayKeep, DateTimeOffset now)
    {
        if (GivesUp(report))
            return (Claiming.Freed(lead, reporter.Name, now, report.Word), null);
        if (!mayKeep || report is not { Type: Outcomes.NotNow, Details.Until: { } until }
            || lead.Profile!.Claim is not { } claim || !claim.HoldsAt(now) || claim.Until >= until + TimeToAsk)
            return (new LeadChange(lead, []), null);
        var longer = claim with { Until = until + TimeToAsk, By = reporter.Name };
        return (Claiming.Prolonged(lead, longer, now), longer);
    }

    /// <summary>
    /// A report plans the next contact, or says that it took place; a missed call says nothing. What happened by a
    /// clock that is ahead was said when it was taken: else nothing said until then would count.
    /// </summary>
    private static NextContact? NextOf(Report report, Reaction told, Edition edition)
    {
        if (report.Type == Outcomes.CallMissed) return null;
        var saidAt = told.TakenAt < told.OccurredAt ? told.TakenAt.Value : told.OccurredAt;
        return new NextContact(NextAfter(report, edition.Sender.TimeZone), saidAt, told.Product)
        {
            AfterVisit = report is { Type: Outcomes.VisitBooked, Details.Until: not null } ? true : null,
        };
    }

    /// <summary>The day they named; after a visit, the same time of the next day.</summary>
    private static DateTimeOffset? NextAfter(Report report, DateTimeZone zone) => report.Details.Until switch
    {
        { } visit when report.Type == Outcomes.VisitBooked =>
            visit.Plus(Period.FromDays(1), zone).ToUniversalTime(),
        var until => until,
    };
}
