using LeadScoring.Publishing;

namespace LeadScoring.Learning;

/// <summary>Which rules were compared: the versions they say they are.</summary>
public sealed record ComparedVersions(int Before, int After);

/// <summary>What a draft would change, per product line, with what the figures do not know.</summary>
public sealed record WhatIfAnswer(
    DateTimeOffset AsOf, ComparedVersions Versions, IReadOnlyList<WhatIfLine> Lines, IReadOnlyList<string> Notes);

/// <summary>
/// Reads leads and says what a draft would make of them. It writes nothing and sends nothing; one product line's leads
/// are in memory at a time.
/// </summary>
public sealed class WhatIfDoor(PastLeads leads, InForce content, TimeProvider time)
{
    public async Task<WhatIfAnswer> AnswerAsync(WhatIfAsk ask, string language, CancellationToken cancel)
    {
        var (edition, now, texts) = (content.Edition, time.GetUtcNow(), new WhatIfTexts(language));
        var whatIf = new WhatIf(edition, ask, texts, now);
        var lines = new List<WhatIfLine>();
        foreach (var product in edition.Rules.Products.Values)
        {
            if (ask.Product is not null && ask.Product != product.Id) continue;
            if (!ask.Rules.Products.ContainsKey(product.Id)) continue;
            var sample = await leads.ReadAsync(product, ask.Most, cancel).ToListAsync(cancel);
            var population = await leads.CountAsync(product, ask.Most, cancel);
            lines.Add(whatIf.LineOf(product.Id, sample, population, cancel));
        }
        return new WhatIfAnswer(
            now, new ComparedVersions(edition.Rules.Version, ask.Rules.Version), lines,
            [.. WhatIfNotes.Of(edition.Rules, ask, lines, texts)]);
    }
}
