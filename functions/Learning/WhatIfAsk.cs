using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.RollOut;
using LeadScoring.Scoring;

namespace LeadScoring.Learning;

/// <summary>
/// Of how far back, in months, over how many days leads are followed from each decision day, and what is looked for.
/// </summary>
public sealed record BacktestAsk(int HorizonDays, int Months, Label Label);

/// <summary>
/// What is asked of a draft: for one product line or all, on at most so many leads of each, with the mails of so many
/// days ahead, and with a look back where <paramref name="Backtest"/> is given.
/// </summary>
public sealed record WhatIfAsk(ScoringRules Rules, string? Product, int Most, int Days, BacktestAsk? Backtest)
{
    /// <summary>What is asked may cost this many reads of leads for each product line, and their memory.</summary>
    public const int MostLeads = 20_000;

    /// <summary>Reads strictly; null, with every mistake in the fields' refusals, where there is one.</summary>
    public static WhatIfAsk? Read(JsonFields fields, Edition edition)
    {
        fields.RefuseOthers("rules", "product", "most", "days", "backtest");
        var rules = fields.Object("rules") is { } draft
            ? RulesDraft.Read(draft, edition)
            : fields.Missing<ScoringRules?>("rules", null);
        var product = fields.OneOf("product", [.. edition.Rules.Products.Keys]);
        if (product is not null && rules?.Products.ContainsKey(product) == false)
            fields.Refuse("product", "Is not in the draft: put it there under products, or ask for another one.");
        var most = fields.Whole("most", 100, MostLeads) ?? 10_000;
        var days = fields.Whole("days", 0, 365) ?? 30;
        var backtest = fields.Object("backtest") is { } back ? ReadBacktest(back) : null;
        return fields.Refusals.Any || rules is null ? null : new WhatIfAsk(rules, product, most, days, backtest);
    }

    private static BacktestAsk ReadBacktest(JsonFields fields)
    {
        fields.RefuseOthers("horizonDays", "months", "label");
        var label = fields.OneOf("label", [.. Label.All.Select(known => known.Name)]);
        return new BacktestAsk(
            fields.Whole("horizonDays", 1, 730) ?? 90, fields.Whole("months", 1, 36) ?? 12,
            Label.All.SingleOrDefault(known => known.Name == label) ?? Label.Order);
    }
}
