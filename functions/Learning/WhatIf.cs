using LeadScoring.Consent;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Scoring;

namespace LeadScoring.Learning;

/// <summary>
/// How many leads were looked at, of how many that have ever stood in the line's lists (some of those are not in use
/// now); of a sample the latter is an estimate, good to some percent.
/// </summary>
public sealed record SampleSize(int LookedAt, int Of, bool IsSample);

/// <summary>A feature that was left out of the look back, and why.</summary>
public sealed record Refused(string Feature, string Why, int After, int Of);

/// <summary>
/// Both rules judged by the same past; <paramref name="Label"/> is what they were held against,
/// <paramref name="Alarm"/> is set where one is too good.
/// </summary>
public sealed record BacktestLine(
    int HorizonDays, string Label, IReadOnlyList<Refused> Refused, string? Alarm, BacktestResult Before,
    BacktestResult After);

/// <summary>What a draft would change in one product line.</summary>
public sealed record WhatIfLine(
    string Product, SampleSize Leads, IReadOnlyList<Occupancy> Stages, Moves Moves, IReadOnlyList<Occupancy> Classes,
    RankChanges Ranks, ScoreSpread Scores, MailForecast Mails, BacktestLine? Backtest);

/// <summary>
/// Pure: what would be if a draft of rules came into force at this instant, and what would have been. "Before" are the
/// rules in force, "after" is the draft; both are looked at on the same leads.
/// </summary>
public sealed class WhatIf(Edition inForce, WhatIfAsk ask, WhatIfTexts texts, DateTimeOffset now)
{
    private readonly Edition _draft = inForce with { Rules = ask.Rules };

    public WhatIfLine LineOf(
        string productId, IReadOnlyList<PastLead> leads, Population population, CancellationToken cancel)
    {
        var compared = new List<Compared>(leads.Count);
        var (before, after) = (new List<ForeseenMail>(), new List<ForeseenMail>());
        foreach (var lead in leads.Select(past => past.Lead))
        {
            cancel.ThrowIfCancellationRequested();
            var ways = TwoWays.Of(lead, inForce, _draft, now);
            compared.Add(ways.In(productId, inForce, _draft, now));
            if (!MayBeMailed(lead, productId)) continue;
            before.AddRange(Mails(ways.Before, inForce, productId));
            after.AddRange(Mails(ways.Enrolled(productId, _draft, now).After, _draft, productId));
        }
        return new WhatIfLine(
            productId, new SampleSize(leads.Count, population.Leads, population.IsEstimate),
            DraftMoves.Of(
                compared, inForce.Rules.Stages.Ids.Concat(ask.Rules.Stages.Ids), placed => placed.Stage),
            DraftMoves.Moves(compared),
            DraftMoves.Of(compared, CustomerClass.All, placed => placed.Class),
            DraftMoves.Ranks(compared),
            ScoreSpread.Of(compared),
            MailForecast.Of(ask.Days, inForce.Rules.Products[productId], before, after),
            ask.Backtest is { } back ? LookBack(back, productId, leads, cancel) : null);
    }

    /// <summary>Who may not be written to now comes to be only by doing something.</summary>
    private bool MayBeMailed(Lead lead, string productId) => ask.Days > 0 && inForce.Scenarios.Values
        .Where(scenario => scenario.Product == productId)
        .Select(scenario => scenario.Purpose ?? inForce.Sender.Consent.DefaultPurpose).Distinct()
        .Any(purpose => lead.ReasonAgainstMail(purpose, inForce, now) is null);

    private IEnumerable<ForeseenMail> Mails(Lead lead, Edition edition, string productId) =>
        Silence.MailsTo(lead, edition, now, now.AddDays(ask.Days))
            .Where(mail => edition.Scenarios[mail.Scenario].Product == productId);

    private BacktestLine LookBack(
        BacktestAsk back, string productId, IReadOnlyList<PastLead> leads, CancellationToken cancel)
    {
        var product = inForce.Rules.Products[productId];
        var today = product.DayOf(now);
        var days = Snapshots.DecisionDays(today, back.HorizonDays, back.Months);
        var leaks = Leaks.Of(leads, [inForce.Rules, ask.Rules], product, back.HorizonDays, today, back.Label);
        var (before, after) = (Judge(inForce.Rules), Judge(ask.Rules));
        var isSuspicious = new[] { before, after }.Any(one => one.Pooled.Auc?.Value > Leaks.SuspiciousAuc);
        return new BacktestLine(
            back.HorizonDays, back.Label.Name,
            [.. leaks.Select(one => new Refused(one.Feature, texts.WhyRefused(one, back.Label), one.After, one.Of))],
            isSuspicious ? texts.Alarm : null, before, after);

        BacktestResult Judge(ScoringRules rules)
        {
            var (sound, line) = (Leaks.Without(rules, leaks), rules.Products[productId]);
            var plan = new BacktestPlan(days, back.HorizonDays, today, rules.Stages.Stages[^1].Enter)
            {
                Label = back.Label,
            };
            return Backtest.Of(
                leads, plan,
                (past, day) => Points.ScoreAt(past.KnownBefore(day, sound, line), sound, line, day), cancel);
        }
    }
}
