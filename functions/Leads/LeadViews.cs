using LeadScoring.Campaigns;
using LeadScoring.Consent;
using LeadScoring.Learning;
using LeadScoring.Publishing;
using LeadScoring.Scoring;

namespace LeadScoring.Leads;

/// <summary>
/// Puts a lead's page together from its partition; all numbers are computed for the second of the call.
/// </summary>
public sealed class LeadViews(
    LeadStore leads, LeadHistory history, ReferralIndex referrals, ModelStore models, InForce content,
    TimeProvider time)
{
    /// <summary>Null when there is no such lead.</summary>
    public async Task<LeadView?> ShowAsync(string leadId, string? product, string language, CancellationToken cancel)
    {
        var lead = await leads.LoadPersonAsync(leadId, cancel);
        if (lead.Profile is not { } profile) return null;
        leadId = lead.Id;
        var past = await history.ReadAsync(leadId, language, cancel);
        var states = profile.StoppedAt is null ? lead.Products.Values : [];
        var forecasts = await models.InForceAsync(cancel);
        var products = states.Select(state => Product(lead, state, forecasts, language)).OfType<ProductView>().ToList();
        var shown = products.Find(view => view.Product == product) ?? products.MaxBy(view => view.Score);
        var view = new LeadView
        {
            LeadId = leadId,
            Email = profile.Email,
            Name = profile.Name?.Value,
            Phone = lead.Mail.IsDoNotCall() ? null : profile.Phone?.Value,
            MayCall = lead.ReasonAgainstCall() is null,
            Owner = profile.Owner,
            Campaigns = [.. profile.AllCampaigns().Keys],
            Merged = profile.Merged,
            ReferralCode = profile.Known ? await referrals.CodeOfAsync(leadId, cancel) : null,
            Known = profile.Known,
            UseStoppedAt = profile.StoppedAt,
            Locale = profile.Language,
            CreatedAt = profile.CreatedAt,
            Attributes = profile.Attributes,
            Products = products,
            StageHistory = past.Stages,
            Classes = past.Classes,
            Consents = Consents(lead, past.Consents),
            Timeline = past.Timeline,
            TimelineIsCut = past.IsCut,
            Sends = past.Sends,
            NextStep = NextStep(lead),
        };
        return shown is null ? view : view with
        {
            Product = shown.Product,
            Score = shown.Score,
            Points = shown.Points,
            Stage = shown.Stage,
            StageSince = shown.StageSince,
            Class = shown.Class,
            LastReactionAt = shown.LastReactionAt,
            Why = shown.Why,
            CoolsOn = shown.CoolsOn,
            Explanation = shown.Explanation,
        };
    }

    private ProductView? Product(Lead lead, ProductState state, Forecasts forecasts, string language)
    {
        var rules = content.RulesOf(lead.Profile!.Rules);
        if (!rules.Products.TryGetValue(state.Product, out var product)) return null; // a line the brand gave up
        var input = new ScoreInput(state.Counts, Fit.Of(lead.Profile!.AttributeValues(), rules), state.CycleStart);
        var standing = Standing.Of(input, state.Stage, rules, product, time.GetUtcNow());
        var (chances, reason) = lead.IsKnown
            ? forecasts.Of(input, state.Class is not null, rules, product, time.GetUtcNow(), language)
            : (null, new Untold(UntoldKind.NotKnown).Text(language));
        return new ProductView(
            state.Product, standing.Score, standing.Points, state.Stage, state.StageSince,
            state.Stage is null
                ? null
                : rules.Stages.PointsToNext(state.Stage, standing.Points, product.HalfSaturation),
            state.Class, state.Lapsed, state.ClassSince, state.LastReactionAt,
            Reasons.Of(standing.Terms, rules, language), standing.CoolsOn,
            new ExplanationView(standing.Points, [.. standing.Terms.Select(Term)]))
        {
            Probability = chances,
            ProbabilityReason = reason,
        };
    }

    private static TermView Term(Term term) => new(
        Standing.DateText(term.Day), term.Type, term.Count, term.Counted, term.Weight, term.Decay,
        term.Fit, term.Points);

    private ConsentView Consents(Lead lead, IReadOnlyList<ConsentRecord> record) =>
        ConsentView.Of(lead, content.Edition, time.GetUtcNow(), record);

    private static NextStepView? NextStep(Lead lead) => lead.Enrolments.Values
        .Where(enrolment => enrolment is { NextStep: not null, DueAt: not null })
        .OrderBy(enrolment => enrolment.DueAt)
        .Select(enrolment => new NextStepView(
            enrolment.Scenario, enrolment.Version, enrolment.NextStep!, enrolment.DueAt!.Value, enrolment.HeldOut))
        .FirstOrDefault();
}
