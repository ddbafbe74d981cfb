using System.Globalization;
using LeadScoring.Access;
using LeadScoring.Due;
using LeadScoring.Publishing;
using LeadScoring.Scoring;
using LeadScoring.Storage;

namespace LeadScoring.Sales;

/// <summary>
/// Shares leads out when <c>assign</c> of <c>sales.json</c> says so. The next time is planned before anything else, so
/// whoever dies here leaves it behind; of several processes, one begins (<see cref="AssignRun"/>). Of times that were
/// missed, only the newest counts.
/// </summary>
public sealed class AssignHandler(
    SharingOut sharing, AssignStore runs, DueIndex due, AuditIndex audit, InForce content, TimeProvider time)
{
    private const string Door = "AssignOnSchedule";
    private const string Format = "yyyyMMddHHmm";

    /// <summary>In the audit trail; the name stands at the claims, too.</summary>
    private static readonly Caller Schedule = new("schedule:assign", "schedule", Scope.Work, null);

    private static readonly TimeSpan PassedOn = TimeSpan.FromHours(1);

    /// <summary>At the start: what the content says from now on is in the diary.</summary>
    public async Task PlanAsync(CancellationToken cancel)
    {
        var (edition, now) = (content.Edition, time.GetUtcNow());
        if (edition.Sales.Assign is { } plan)
            await PlanAsync(plan, plan.Version(edition.Sender.TimeZone), now, cancel);
    }

    public async Task HandleAsync(SharingDue message, CancellationToken cancel)
    {
        var (edition, now) = (content.Edition, time.GetUtcNow());
        var zone = edition.Sender.TimeZone;
        if (edition.Sales.Assign is not { } plan || plan.Version(zone) != message.Plan)
        {
            // While an update runs, another process has the content of this plan: it gets its turn.
            if (now < message.At + PassedOn)
                await due.AddAsync(Item(message.At, message.Plan), now.AddMinutes(1), cancel);
            return;
        }
        await PlanAsync(plan, message.Plan, now, cancel);
        if (plan.Times()?.NewestIn(message.At.AddTicks(-1), now, zone) is not { } at) return;
        var (run, isMine) = await runs.BeginAsync(at, cancel);
        if (run.At != at || run.EndedAt is not null) return;
        // Also for a repeated message, whose first run may have died before this.
        await due.AddAsync(Item(at, message.Plan), run.NextTryAt, cancel);
        if (!isMine) return;
        await ShareOutAsync(plan, run, edition.Rules, cancel);
        await runs.EndAsync(run, cancel);
    }

    /// <summary>One that tells no time is of no plan, and long past.</summary>
    internal static SharingDue MessageOf(DueItem item) => new(
        DateTimeOffset.TryParseExact(
            item.Key, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at
            : DateTimeOffset.UnixEpoch,
        item.Step ?? "");

    private Task ShareOutAsync(AssignPlan plan, AssignRun run, ScoringRules rules, CancellationToken cancel)
    {
        var products = rules.Products.Values.Where(
            product => plan.Products.Count == 0 || plan.Products.Contains(product.Id, StringComparer.Ordinal));
        var asked = AskedFor.Of(
        [
            new("product", string.Join(',', plan.Products)), new("stage", plan.Stage ?? ""),
            new("minScore", plan.MinScore.ToString(CultureInfo.InvariantCulture)),
        ]);
        return sharing.ShareAsync(
            new ShareAsk([.. products], plan.Most - run.Given, plan.MinScore, plan.Stage, Schedule.Name)
            {
                UnlessClaimedSince = run.At,
                BeforeEachPage = leadIds => audit.WriteAsync(Schedule, Door, leadIds, asked, cancel),
                BeforeEach = given => runs.TakeAsync(run, run.Given + given + 1, cancel),
            },
            cancel);
    }

    private async Task PlanAsync(AssignPlan plan, string version, DateTimeOffset now, CancellationToken cancel)
    {
        if (plan.Times()?.NextAfter(now, content.Edition.Sender.TimeZone) is { } next)
            await due.AddAsync(Item(next, version), next, cancel);
    }

    /// <summary>In the diary; the digest stands in the place of a lead.</summary>
    private static DueItem Item(DateTimeOffset at, string plan) => new(
        Digest.Of("assign"), DueKind.Assign, at.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture), plan);
}
