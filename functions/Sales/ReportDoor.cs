using LeadScoring.Access;
using LeadScoring.Consent;
using LeadScoring.Doors;
using LeadScoring.Identity;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Reactions;
using LeadScoring.Scoring;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Sales;

/// <summary>
/// Takes what sales reports. It is decided and saved before the answer, so that list and page show it at once; the same
/// id again answers the same, and completes what a process that died had left to do.
/// </summary>
public sealed class ReportDoor(
    LeadStore leads, ClaimIndex claims, ReportFollowUp followUp, InForce content, TimeProvider time)
{
    /// <summary>For so long it matters to who held a lead that they do not any more.</summary>
    private static readonly TimeSpan Recently = TimeSpan.FromDays(30);

    public async Task<IResult> TakeAsync(
        HttpRequest request, string leadId, Func<ReportParser, JsonFields, Report?> parse, CancellationToken cancel)
    {
        if (!LeadIds.IsOne(leadId)) return Problems.NoLead;
        var refusals = new Refusals();
        var fields = await Body.ReadJsonAsync(request, refusals, cancel);
        if (fields is null || parse(new ReportParser(content.Edition, time.GetUtcNow()), fields) is not { } report)
            return Problems.Invalid(refusals);
        var caller = request.HttpContext.Caller();
        var (person, path) = await leads.PathAsync(leadId, cancel);
        if (person.Profile is not null) request.HttpContext.Shows([person.Id]);
        var reporter = new Reporter(caller.Owner, caller.Name, caller.May(Scope.Admin));
        return await TakeAsync(person, path, report, reporter, cancel);
    }

    private async Task<IResult> TakeAsync(
        Lead person, ReportPath path, Report report, Reporter reporter, CancellationToken cancel)
    {
        ReportDecision? decided = null;
        Lead? before = null;
        var outcome = await SaveAsync(person.Id, async (lead, known) =>
        {
            before = lead;
            // Who was merged or un-merged in this moment is another person now: the caller tries again.
            if (lead.Profile is { } profile && (profile.MergedInto is not null
                || path.Text is { } way && !Parts.Has(profile, way)))
                throw new LeadBusyException(person.Id);
            return decided = await DecideAsync(lead, path, report, reporter, known, cancel);
        }, cancel);
        var after = await followUp.AfterAsync(outcome, path, report, decided!, reporter, cancel);
        return decided is { As: { } told }
            ? Answer(after, before!, report, told, reporter)
            : ReportProblems.Of(decided!, content.Edition.Sales);
    }

    /// <summary>Places for claims that were not made longer after all are free again.</summary>
    private async Task<LeadOutcome> SaveAsync(
        string leadId, Func<Lead, KnownFacts, Task<ReportDecision>> decide, CancellationToken cancel)
    {
        var (placed, saved) = (new HashSet<string>(StringComparer.Ordinal), (string?)null);
        try
        {
            var outcome = await leads.RebuildAsync(leadId, async (snapshot, known) =>
            {
                var decided = await decide(snapshot.Lead, known);
                saved = decided.Prolongs?.Owner;
                if (saved is not null) placed.Add(saved);
                return decided.Change;
            }, cancel);
            foreach (var owner in placed.Where(owner => owner != saved)) await claims.DropAsync(owner, leadId, cancel);
            return outcome;
        }
        catch (LeadBusyException)
        {
            foreach (var owner in placed) await claims.DropAsync(owner, leadId, cancel); // unless they hold the lead
            throw;
        }
    }

    /// <summary>A claim that is to hold for longer has that in its owner's register first.</summary>
    private async Task<ReportDecision> DecideAsync(
        Lead lead, ReportPath path, Report report, Reporter reporter, KnownFacts known, CancellationToken cancel)
    {
        var told = await leads.ToldAsync(lead, path, report, cancel);
        var (edition, now) = (content.Edition, time.GetUtcNow());
        var decided = Reporting.Decide(lead, report, path, told, reporter, known, edition, now);
        if (decided.Prolongs is not { } claim) return decided;
        return await claims.HoldAsync(
            claim.Owner, lead.Id, claim.Until, edition.Sales.MostOf(claim.Owner), cancel)
            ? decided
            : Reporting.Decide(lead, report, path, told, reporter, known, edition, now, mayKeep: false);
    }

    private IResult Answer(Lead lead, Lead before, Report report, Reaction told, Reporter reporter)
    {
        var (edition, now) = (content.Edition, time.GetUtcNow());
        var rules = content.RulesOf(lead.Profile!.Rules);
        var state = lead.Product(told.Product);
        double? score = rules.Products.TryGetValue(told.Product, out var product) && lead.IsInUse
            ? Points.ScoreAt(
                new ScoreInput(state.Counts, Fit.Of(lead.Profile.AttributeValues(), rules), state.CycleStart), rules,
                product, product.DayOf(now))
            : null;
        var warning = Warning(before, report, told, reporter, lead, now);
        return Answers.Ok(new
        {
            leadId = lead.Id,
            outcome = report.Word,
            product = told.Product,
            at = told.OccurredAt,
            claim = ClaimView.Of(lead.Profile.Held, edition.Sales, now),
            nextContactAt = lead.Profile.NextContact()?.At,
            score,
            stage = state.Stage,
            counted = rules.Reactions.ContainsKey(told.Type),
            warning = warning?.Text,
            warningCode = warning?.Code,
        });
    }

    /// <summary>What the reporter should know, in English, and the code of it, which stays; null: nothing.</summary>
    private static (string Code, string Text)? Warning(
        Lead before, Report report, Reaction told, Reporter reporter, Lead after, DateTimeOffset now)
    {
        if (told.Channel == "phone" && before.ReasonAgainstCall() is { } reason)
            return ("no-calls", $"This person must not be called: {reason}. The call is kept.");
        if (Reporting.GivesUp(report) && Claiming.HeldAt(after.Profile!, now) is not null)
            return ("held-by-another", "The person is not free: another had claimed them, too, and holds them now.");
        return before.Profile is { } profile && Claiming.HeldAt(profile, now) is null
            && Claiming.LastOf(profile, reporter.Owner) is { } last && last.Until > now - Recently
            ? ("claim-ended", "The claim on this lead had ended; the report is taken, since nobody else holds it.")
            : null;
    }
}
