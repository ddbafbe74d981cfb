using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Storage;

namespace LeadScoring.Sales;

/// <summary>
/// Every time a lead became hot, by product and local day, in table <c>sales</c>: what the response times are made of.
/// A row follows from its lead and names nobody: its key is a digest, so an erased lead stays counted.
/// </summary>
public sealed class ResponseIndex(Tables tables, LeadStore leads, InForce content)
{
    private const int MaxTries = 20;

    /// <summary>Rows of one answer; the days behind it are asked for by another.</summary>
    private const int MostRows = 50_000;

    /// <summary>
    /// Written as the lead stands, and again where it moved on meanwhile: so of two writers the late one is right, too.
    /// </summary>
    public async Task PutAsync(Lead lead, string product, CancellationToken cancel)
    {
        for (var tries = 0; lead.Product(product).Hot is { } hot; tries++)
        {
            if (hot.Earlier is { } earlier) await PutAsync(lead.Id, product, earlier, cancel);
            await PutAsync(lead.Id, product, hot with { Earlier = null }, cancel);
            lead = (await leads.LoadAsync(lead.Id, cancel)).Lead;
            if (lead is { Profile: null, Gone: { } gone }) await EndAsync(lead.Id, product, hot, gone.At, cancel);
            if (lead.Product(product).Hot == hot || lead.Profile is null || tries == MaxTries) return;
        }
    }

    /// <summary>The lead is erased: the spell is over.</summary>
    public Task EndAsync(
        string leadId, string product, HotSpell hot, DateTimeOffset now, CancellationToken cancel) =>
        PutAsync(leadId, product, hot with { EndedAt = hot.EndedAt ?? now, Earlier = null }, cancel);

    /// <summary>
    /// The spells that began on these local days, both included, and through which day they are all there.
    /// </summary>
    public async Task<(IReadOnlyList<HotSpell> Spells, int Through)> ReadAsync(
        string product, int from, int to, CancellationToken cancel)
    {
        var (spells, through) = (new List<HotSpell>(), to);
        var rows = tables.Sales.RangeAsync(
            PartitionOf(product), Standing.DateText(from), Standing.DateText(to + 1), 1000, cancel);
        await foreach (var row in rows)
        {
            var spell = Rows.Body<HotSpell>(row);
            var day = content.Edition.Rules.Products[product].DayOf(spell.Since);
            if (spells.Count >= MostRows && day > through) break;
            if (spells.Count == MostRows - 1) through = day; // this day is read to its end
            spells.Add(spell);
        }
        return (spells, through);
    }

    private async Task PutAsync(string leadId, string product, HotSpell hot, CancellationToken cancel)
    {
        if (!content.Edition.Rules.Products.TryGetValue(product, out var line)) return; // given up
        var key = $"{Standing.DateText(line.DayOf(hot.Since))}|{Digest.Of($"{leadId}|{hot.Since.UtcTicks}")}";
        await tables.Sales.UpsertEntityAsync(
            Rows.Entity(PartitionOf(product), key, hot), Azure.Data.Tables.TableUpdateMode.Replace, cancel);
    }

    private static string PartitionOf(string product) => "r|" + product;
}
