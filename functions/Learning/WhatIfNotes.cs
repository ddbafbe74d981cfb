using LeadScoring.Scoring;

namespace LeadScoring.Learning;

/// <summary>What an answer does not know or leaves out, as far as it matters to this one.</summary>
public static class WhatIfNotes
{
    public static IEnumerable<string> Of(
        ScoringRules inForce, WhatIfAsk ask, IReadOnlyList<WhatIfLine> lines, WhatIfTexts texts)
    {
        if (lines.Any(line => line.Leads.IsSample)) yield return texts.Sample;
        if (ask.Days > 0) yield return texts.Mails;
        if (ask.Backtest is not null) yield return texts.PastIsAsTold;
        if (ask.Backtest is { } back && back.Label != Label.Order) yield return texts.AsReported;
        if (ask.Rules.Machine != inForce.Machine) yield return texts.Detector;
        foreach (var line in lines)
            if (!inForce.Products[line.Product].TimeZone.Equals(ask.Rules.Products[line.Product].TimeZone))
                yield return texts.TimeZone(line.Product);
        if (ask.Product is not null) yield break;
        foreach (var gone in inForce.Products.Keys.Except(ask.Rules.Products.Keys)) yield return texts.Gone(gone);
        foreach (var added in ask.Rules.Products.Keys.Except(inForce.Products.Keys)) yield return texts.New(added);
    }
}
