using LeadScoring.Access;
using LeadScoring.Campaigns;
using LeadScoring.Consent;
using LeadScoring.Learning;
using LeadScoring.Publishing;
using LeadScoring.RollOut;
using LeadScoring.Sales;
using LeadScoring.Scoring;
using LeadScoring.Simulation;

namespace LeadScoring.Leads;

/// <summary>
/// Puts a lead's page together from its partition; all numbers are computed for the second of the call.
/// </summary>
public sealed class LeadViews(
    LeadStore leads, LeadHistory history, ReferralIndex referrals, ModelStore models, FutureStore futures,
    RulesStore published,
    InForce content, TimeProvider time)
{
    /// <summary>Null when there is no such lead.</summary>
    public async Task<LeadView?> ShowAsync(string leadId, LeadAsked asked, CancellationToken cancel)
    {
        var lead = await leads.LoadPersonAsync(leadId, cancel);
        if (lead.Profile is not { } profile) return null;
        leadId = lead.Id;
        var past = await history.ReadAsync(
            lead, content.RulesOf(profile.Rules), asked.Language, time.GetUtcNow(), cancel);
        var claim = ClaimView.Of(profile.Held, content.Edition.Sales, time.GetUtcNow());
        var states = profile.StoppedAt is null ? lead.Products.Values : [];
        var forecasts = await models.InForceAsync(cancel);
        asked = asked with { Rules = asked.Since is null ? [] : await published.HistoryAsync(cancel) };
        var products = states.Select(state => Product(lead, state, past, forecasts, asked))
            .OfType<ProductView>().ToList();
        var shown = products.Find(view => view.Product == asked.Product) ?? products.MaxBy(view => view.Score);
        var view = new LeadView
        {
            LeadId = leadId,
            Email = profile.Email,
            Name = profile.Name?.Value,
            Phone = lead.IsDoNotCall() ? null : profile.Phone?.Value,
            MayCall = lead.ReasonAgainstCall() is null,
            Owner = claim?.Owner,
            Claim = claim,
            NextContactAt = profile.NextContact()?.At,
            Campaigns = [.. profile.AllCampaigns().Keys],
            Merged = profile.Merged,
            ReferralCode = profile.Known ? await referrals.CodeOfAsync(leadId, cancel) : null,
            Known = profile.Known,
            UseStoppedAt = profile.StoppedAt,
            Locale = profile.Language,
            CreatedAt = profile.CreatedAt,
            Attributes = Masking.Of(profile.Attributes, asked.Hidden),
            Masked = Masking.Masked(profile.Attributes.Keys, asked.Hidden),
            Products = products,
            StageHistory = past.Stages,
            Classes = past.Classes,
            Consents = Consents(lead, past.Consents),
            Timeline = past.Timeline,
            TimelineIsCut = past.IsCut,
            Sends = past.Sends,
            NextStep = NextStep.Of(
                lead, content.Edition, time.GetUtcNow(),
                await futures.OfAsync(lead, Outlooks.None with { Forecasts = forecasts }, cancel))
                ?.Said(content.Edition.Rules, asked.Language),
            DatesNotRead = [.. Nurture.Anchoring.NotRead(lead, content.Edition).Select(date =>
                date with { Text = StepReason.Of(date.Reason, content.Edition.Rules, asked.Language) })],
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
            Interests = Interests.Of(
                Interests.KeysOf(lead, shown.Product), content.RulesOf(profile.Rules), time.GetUtcNow()),
            Explanation = shown.Explanation,
        };
    }

    private ProductView? Product(Lead lead, ProductState state, LeadPast past, Forecasts forecasts, LeadAsked asked)
    {
        var rules = content.RulesOf(lead.Profile!.Rules);
        if (!rules.Products.TryGetValue(state.Product, out var product)) return null; // a line the brand gave up
        var (now, attributes) = (time.GetUtcNow(), lead.Profile!.AttributeValues());
        var input = new ScoreInput(state.Counts, Fit.Of(attributes, rules), state.CycleStart);
        var standing = Standing.Of(input, state.Stage, rules, product, now);
        var (chances, reason) = lead.IsKnown
            ? forecasts.Of(input, state.Class is not null, rules, product, now, asked.Language)
            : (null, new Untold(UntoldKind.NotKnown).Text(asked.Language));
        return new ProductView(
            state.Product, standing.Score, standing.Points, state.Stage, state.StageSince,
            state.Stage is null
                ? null
                : rules.Stages.PointsToNext(state.Stage, standing.Points, product.HalfSaturation),
            state.Class, state.Lapsed, state.ClassSince, state.LastReactionAt,
            Reasons.Of(standing.Terms, rules, asked.Language), standing.CoolsOn,
            Explanation.Of(state, attributes, rules, product, now, asked.Language, WordsFor(asked)),
            asked.Since is null ? null : Since(asked, new PastLead(lead, state), past, rules))
        {
            Probability = chances,
            ProbabilityReason = reason,
            Likeness = LikenessView.Of(state.LikenessLevel(), asked.Language),
        };
    }

    private ChangesView Since(LeadAsked asked, PastLead story, LeadPast past, ScoringRules rules)
    {
        var (product, now) = (rules.Products[story.State.Product], time.GetUtcNow());
        // The day may have begun in another line's zone only.
        var day = Math.Min(Days.Of(asked.Since!.Value), product.DayOf(now));
        var start = product.StartOf(day);
        var then = asked.Rules.FirstOrDefault(version => version.PublishedAt < start) ?? asked.Rules[^1];
        return Changes.Of(
            story, LateArrivals.Of(past.Arrivals, product, day), day, rules, product, now, asked.Language,
            then.Text is null ? null : then.Read(), WordsFor(asked));
    }

    private AnswerWords WordsFor(LeadAsked asked) => new(asked.Hidden, content.Edition.Sales.Labels);

    private ConsentView Consents(Lead lead, IReadOnlyList<ConsentRecord> record) =>
        ConsentView.Of(lead, content.Edition, time.GetUtcNow(), record);
}
