using LeadScoring.Scoring;

namespace LeadScoring.Leads;

/// <summary>One page of a list and the cursor of the next; null after the last lead.</summary>
public sealed record LeadPage(IReadOnlyList<LeadListItem> Leads, string? Cursor);

/// <summary>
/// Reads pages of the sales list: highest score first, bounded work per call, the same lead never on two pages unless
/// it moved.
/// </summary>
public sealed class LeadList(RankReader ranks)
{
    /// <summary>
    /// Rows looked at in one call at the most; a filter that finds little gives a short page and a cursor.
    /// </summary>
    private const int MaxScanned = 20_000;

    public async Task<LeadPage> ReadAsync(
        LeadListQuery query, ScoringRules rules, DateTimeOffset now, CancellationToken cancel)
    {
        var lines = query.Products.Select(product => Open(query, rules, product, now, cancel)).ToList();
        try
        {
            await Task.WhenAll(lines.Select(line => line.MoveAsync()));
            var (page, positions, scanned) = (new List<LeadListItem>(), query.After.ToDictionary(), 0);
            while (page.Count < query.Top && scanned < MaxScanned)
            {
                if (lines.Where(line => line.Head is not null).MaxBy(line => line.Head!.Score) is not { } line)
                    return new LeadPage(page, null);
                var lead = line.Head!;
                scanned++;
                positions[lead.Product.Id] = lead.Position;
                if (query.Holds(lead)) page.Add(LeadListItem.Of(lead.Row, rules, lead.Product, now, query.Language));
                await line.MoveAsync();
            }
            return new LeadPage(page, lines.Any(line => line.Head is not null) ? query.CursorAt(positions) : null);
        }
        finally
        {
            foreach (var line in lines) await line.DisposeAsync();
        }
    }

    private Line Open(
        LeadListQuery query, ScoringRules rules, ProductLine product, DateTimeOffset now, CancellationToken cancel)
    {
        var bound = query.MinScore > 0 ? RankKey.AtLeast(query.MinScore, product, product.DayOf(now)) : null;
        var span = new RankSpan(query.After.GetValueOrDefault(product.Id, ""), bound, Math.Min(1000, query.Top + 1));
        return new Line(ranks.ReadAsync(rules, product, query.List, span, now, cancel).GetAsyncEnumerator(cancel));
    }

    private sealed class Line(IAsyncEnumerator<Ranked> leads) : IAsyncDisposable
    {
        public Ranked? Head { get; private set; }

        public async Task MoveAsync() => Head = await leads.MoveNextAsync() ? leads.Current : null;

        public ValueTask DisposeAsync() => leads.DisposeAsync();
    }
}
