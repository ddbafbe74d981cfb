using System.Collections.Immutable;
using LeadScoring.Consent;
using LeadScoring.Nurture;
using LeadScoring.Publishing;
using LeadScoring.Rights;
using LeadScoring.Sales;
using LeadScoring.Scoring;
using LeadScoring.Storage;

namespace LeadScoring.Leads;

/// <summary>
/// The pure heart: given what happened to a lead, the rules and the instant, says stage and class per product, which
/// scenarios begin, when to look again, and where the lists should hold the lead. Looking twice at the same instant
/// changes nothing.
/// </summary>
public static class Assessment
{
    /// <summary>A move of the lists is one transaction of at most 100 rows, two a list: the newest win.</summary>
    private const int MostCampaignLists = 40;

    /// <exception cref="RulesMovedException">
    /// The lead stands under other rules than these: it is brought under them first (<see cref="RulesStep"/>).
    /// </exception>
    public static LeadChange Of(Lead lead, Lead before, Edition edition, DateTimeOffset now, string cause) =>
        lead.Profile?.Rules is { } stamp && stamp != edition.Rules.Version
            ? throw new RulesMovedException(lead.Id, stamp, edition.Rules.Version)
            : Of(lead, before, edition, now, new Cause(cause, IsNews: true, Begins: true));

    /// <summary>
    /// The same where nothing happened to the person: other rules, or their events counted anew. Every change has that
    /// as its reason; <paramref name="begins"/>: it begins scenarios all the same.
    /// </summary>
    internal static LeadChange Quietly(
        Lead lead, Lead before, Edition edition, DateTimeOffset now, string cause, bool begins) =>
        Of(lead, before, edition, now, new Cause(cause, IsNews: false, begins));

    /// <summary>
    /// The lead with list rows as this content has them; null where they are so already. Rows show what
    /// <c>sales.json</c> names, and a lead that nothing happens to is not placed anew when that changes.
    /// </summary>
    internal static LeadChange? Replaced(Lead lead, Edition edition)
    {
        if (!lead.IsInUse || lead.Profile!.Rules != edition.Rules.Version) return null;
        var placed = Place(lead, lead, edition);
        return placed.Products.Values.All(state => state.Placed == lead.Product(state.Product).Placed)
            ? null
            : new LeadChange(placed, []);
    }

    private static LeadChange Of(Lead lead, Lead before, Edition edition, DateTimeOffset now, Cause cause)
    {
        lead = Forgetting.Plan(Stamped(lead, edition.Rules), edition.Sender.Retention, now);
        if (!lead.IsKnown) return new LeadChange(lead, []);
        var claims = Claiming.AsOf(lead, now);
        if (!lead.IsInUse) return claims with { Lead = OutOfUse(claims.Lead, now) };
        lead = WithoutOldLooks(claims.Lead, edition, now);
        var (facts, byTime) = (new List<Fact>(claims.Facts), cause.Text == Cause.Time);
        foreach (var product in edition.Rules.Products.Values)
        {
            if (!lead.Products.TryGetValue(product.Id, out var state)) continue;
            state = Cycle(state, product, now);
            var known = state;
            var change = new StageAndClass(lead, edition, product, now, cause);
            (state, var stageFact) = change.Stage(state);
            state = Responding.Follow(known.Stage, state, edition.Rules, lead.Profile!.Held?.Owner, now);
            (state, var classFact) = change.Class(state);
            lead = lead.With(state);
            if (stageFact is not null && cause.Begins)
                lead = Enrolling.Into(lead, edition, product.Id, stage: state.Stage, null, now, byTime: byTime);
            if (cause.Begins && (state.Class != known.Class || state.Lapsed != known.Lapsed))
                lead = Enrolling.Into(
                    lead, edition, product.Id, null, @class: state.Class != known.Class ? state.Class : null, now,
                    state.Lapsed && !known.Lapsed, byTime);
            var alikeBefore = before.Product(product.Id).LikenessLevel();
            if (cause.Begins && state.LikenessLevel() > alikeBefore)
                lead = Enrolling.Alike(lead, edition, product.Id, alikeBefore, now);
            facts.AddRange(new[] { stageFact, classFact }.OfType<Fact>());
            lead = lead.With(change.LookAgain(state));
        }
        return new LeadChange(Place(Scenarios(lead, edition, now, cause), before, edition), facts);
    }

    /// <summary>Plans follow dates that moved, dates begin theirs, and waits end with what they wait for.</summary>
    private static Lead Scenarios(Lead lead, Edition edition, DateTimeOffset now, Cause cause)
    {
        lead = Anchoring.FollowAll(lead, edition, now);
        if (cause.Begins) lead = Enrolling.ByDates(lead, edition, now);
        return Waiting.Over(lead, edition, now);
    }

    private static Lead Stamped(Lead lead, ScoringRules rules) =>
        lead with { Profile = lead.Profile! with { Rules = rules.Version } };

    /// <summary>Out of all lists and scenarios, and nothing planned; what is counted stays counted.</summary>
    private static Lead OutOfUse(Lead lead, DateTimeOffset now)
    {
        foreach (var state in lead.Products.Values.Where(state => state.Placed is { Lists.IsEmpty: false }))
        {
            var nowhere = state.Placed! with { Revision = state.Placed.Revision + 1, Lists = [] };
            lead = lead.With(Responding.Ended(state with { Placed = nowhere, LookAgainAt = null }, now));
        }
        var reason = lead.Profile!.MergedInto is null ? Enrolment.UseStopped : Enrolment.Merged;
        return lead.Enrolments.Values.Where(enrolment => enrolment.NextStep is not null)
            .Aggregate(lead, (left, enrolment) => left.With(enrolment.End(reason, now)));
    }

    /// <summary>
    /// A product line the brand gave up is not looked at again; a look planned before would come back every minute.
    /// </summary>
    private static Lead WithoutOldLooks(Lead lead, Edition edition, DateTimeOffset now) => lead.Products.Values
        .Where(state => !edition.Rules.Products.ContainsKey(state.Product) && state.LookAgainAt <= now)
        .Aggregate(lead, (kept, state) => kept.With(state with { LookAgainAt = null }));

    /// <summary>
    /// A purchase closes the cycle of its product: the stage starts again and earlier days stop counting.
    /// </summary>
    private static ProductState Cycle(ProductState state, ProductLine product, DateTimeOffset now)
    {
        var start = state.Purchases.CycleStart(product, product.DayOf(now));
        return start == state.CycleStart ? state : state with { CycleStart = start, Stage = null };
    }

    /// <summary>
    /// Keys first, then the places: the rows of one line show the keys of the others (<see cref="Interests"/>) and
    /// follow when those change. No key depends on another line, so a second look moves nothing.
    /// </summary>
    private static Lead Place(Lead lead, Lead before, Edition edition)
    {
        var fit = Fit.Of(lead.Profile!.AttributeValues(), edition.Rules);
        var lines = edition.Rules.Products.Values.Where(product => lead.Products.ContainsKey(product.Id)).ToList();
        foreach (var product in lines)
        {
            var state = lead.Product(product.Id);
            var input = new ScoreInput(state.Counts, fit, state.CycleStart);
            lead = lead.With(state with
            {
                Placed = new Placement(
                    RankKey.ToText(RankKey.Of(input, edition.Rules, product)),
                    state.Placed?.Revision ?? FenceOf(lead, product.Id), "",
                    Lists(lead.Profile!, state, edition.Rules.Version)),
            });
        }
        return lines.Aggregate(
            lead, (placed, product) => placed.With(Place(placed, before, product.Id, fit, edition.Sales)));
    }

    /// <summary>The revision of the last placing in a product that the lead came out of since.</summary>
    private static long FenceOf(Lead lead, string product) =>
        Math.Max(lead.Gone?.FenceOf(product) ?? 0, lead.Profile?.Fences?.GetValueOrDefault(product) ?? 0);

    private static ProductState Place(
        Lead lead, Lead before, string product, double fit, SalesRules sales)
    {
        var state = lead.Product(product);
        var placed = state.Placed! with { Shown = Shown(lead, product, fit, sales) };
        var unchanged = before.Products.TryGetValue(product, out var known) && placed == known.Placed
            && known with { LookAgainAt = state.LookAgainAt } == state with { Placed = known.Placed };
        return state with { Placed = unchanged ? placed : placed with { Revision = placed.Revision + 1 } };
    }

    /// <summary>What list rows show and a state does not hold; the address of a lead never changes.</summary>
    private static string Shown(Lead lead, string product, double fit, SalesRules sales) => Digest.Of(Json.Write(new
    {
        Name = lead.Profile!.Name?.Value,
        Phone = lead.Profile.Phone?.Value,
        Claim = lead.Profile.Held,
        NextContactAt = lead.Profile.NextContact()?.At,
        Campaigns = lead.Profile.AllCampaigns().Keys,
        fit,
        DoNotCall = lead.IsDoNotCall() ? true : (bool?)null,
        Interests = Interests.KeysOf(lead, product) is { Count: > 0 } others
            ? others.OrderBy(other => other.Key, StringComparer.Ordinal)
            : null,
        Attributes = sales.ShownOf(lead.Profile) is { Count: > 0 } answers ? answers : null,
    }));

    private static ImmutableArray<string> Lists(Profile profile, ProductState state, int version)
    {
        var lists = ImmutableArray.CreateBuilder<string>();
        lists.Add(RankLists.All(version));
        if (state.Purchases.Purchases.Count > 0) lists.Add(RankLists.Buyers(version));
        if (profile.Held is { } held) lists.Add(RankLists.Owner(version, held.Owner));
        lists.AddRange(profile.AllCampaigns().OrderByDescending(campaign => campaign.Value)
            .ThenBy(campaign => campaign.Key, StringComparer.Ordinal)
            .Take(MostCampaignLists).Select(campaign => RankLists.Campaign(version, campaign.Key)));
        return lists.ToImmutable();
    }
}
