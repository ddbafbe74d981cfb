using LeadScoring.Doors;
using LeadScoring.Learning;
using LeadScoring.Publishing;
using LeadScoring.RollOut;
using LeadScoring.Sales;
using LeadScoring.Scoring;
using LeadScoring.Storage;

namespace LeadScoring.Leads;

/// <summary>One page of a list and the cursor of the next; null after the last lead.</summary>
public sealed record LeadPage(IReadOnlyList<LeadListItem> Leads, string? Cursor);

/// <summary>
/// Reads pages of the sales list: highest score first, bounded work per call, the same lead never on two pages unless
/// it moved. While new rules are rolled out, the lines of all versions under which leads may stand are one list, each
/// lead with the score of its own version.
/// </summary>
public sealed class LeadList(RankReader ranks, RulesWatch rules, ModelStore models, CursorSeal seal)
{
    /// <summary>
    /// Rows looked at in one call at the most; a filter that finds little gives a short page and a cursor.
    /// </summary>
    internal int MaxScanned { get; init; } = 20_000;

    /// <summary>Scores under it are 0 for everybody who reads them, and on their way to being it.</summary>
    private const double LeastScore = 1e-300;

    public Task<LeadPage> ReadAsync(LeadListQuery query, DateTimeOffset now, CancellationToken cancel) =>
        rules.ReadAsync(versions => ReadAsync(query, versions, now, cancel), cancel);

    internal async Task<LeadPage> ReadAsync(
        LeadListQuery query, IReadOnlyList<RulesLine> versions, DateTimeOffset now, CancellationToken cancel)
    {
        var forecasts = await models.InForceAsync(cancel);
        var lines = versions.SelectMany(version => Open(query, version, now, cancel)).ToList();
        try
        {
            await FillAsync(lines);
            var (page, seen) = (new List<LeadListItem>(), new HashSet<(string, string)>());
            var positions = new SortedDictionary<string, string>(query.After.ToDictionary(), StringComparer.Ordinal);
            var end = query.End;
            if (end is not null) seen.Add((end.Product, end.LeadId)); // they may have moved to another line since
            for (var scanned = 0; page.Count < query.Top && scanned < MaxScanned; scanned++)
            {
                if (lines.Where(line => line.Head is not null).MaxBy(line => line.Head!.Score) is not { } line)
                    return new LeadPage(page, null);
                var lead = line.Head!;
                positions[line.Key] = lead.Position;
                end = new PageEnd(lead.Score, lead.Product.Id, lead.Row.LeadId);
                // Who moves from version to version under the reader's eyes may be met in both.
                if (query.Filters.Holds(lead, now) && seen.Add((lead.Product.Id, lead.Row.LeadId)))
                    page.Add(Item(lead, forecasts, now, query.Sales, query.Language, query.WithCurve));
                await line.MoveAsync();
            }
            var isMore = lines.Any(line => line.Head is not null);
            return new LeadPage(page, isMore ? query.CursorAt(positions, end, seal) : null);
        }
        finally
        {
            foreach (var line in lines) await line.DisposeAsync();
        }
    }

    internal static LeadListItem Item(
        Ranked lead, Forecasts forecasts, DateTimeOffset now, SalesRules sales, string language,
        bool withCurve = false)
    {
        var (chances, reason) = forecasts.Of(
            lead.Row.Input, lead.Row.Class is not null, lead.Rules, lead.Product, now, language);
        return LeadListItem.Of(lead.Row, lead.Rules, lead.Product, now, language) with
        {
            Probability = chances,
            ProbabilityReason = reason,
            Curve = withCurve ? Curve.Of(lead.Row.Input, lead.Rules, lead.Product, now) : null,
            Claim = ClaimView.Of(lead.Row.Claim, sales, now),
            NextContactAt = lead.Row.NextContactAt,
        };
    }

    /// <summary>
    /// Leads move from older versions to newer ones only, in one transaction: read in this order, the first leads of
    /// all lines are all there.
    /// </summary>
    private static async Task FillAsync(IEnumerable<Line> lines)
    {
        foreach (var version in lines.GroupBy(line => line.Version))
            await Task.WhenAll(version.Select(line => line.MoveAsync()));
    }

    private IEnumerable<Line> Open(
        LeadListQuery query, RulesLine version, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var asked in query.Products)
        {
            if (!version.Rules.Products.TryGetValue(asked.Id, out var product)) continue;
            var key = RankLists.Line(product.Id, version.Version);
            var day = product.DayOf(now);
            var bound = query.Filters.MinScore > 0 ? RankKey.AtLeast(query.Filters.MinScore, product, day) : null;
            var rows = query.Filters.Sift() ? Rows.PageFor(query.Top + 1) : Math.Min(query.Top + 1, Rows.MostAtOnce);
            var span = new RankSpan(AfterIn(key, query, product, day), bound, rows);
            yield return new Line(key, version.Version, ranks
                .ReadAsync(version, product, query.Filters.ListOf(version.Version), span, now, cancel)
                .GetAsyncEnumerator(cancel));
        }
    }

    /// <summary>
    /// Where a line goes on: behind its own last lead, and not above the score at which the last page ended. Who stands
    /// higher was read there already, in this line or in the one they have moved from since.
    /// </summary>
    private static string AfterIn(string line, LeadListQuery query, ProductLine product, int day)
    {
        var (own, top) = (query.After.GetValueOrDefault(line), Top(query.Filters, product, day));
        if (query.End is not { Score: var score }) return own ?? top;
        var ended = RankKey.Above(score, product, day);
        // At 0 the scores no longer tell who was read: long cold leads differ by their keys only.
        if (own is not null && score == 0) return own;
        return string.CompareOrdinal(ended, own ?? top) > 0 ? ended : own ?? top;
    }

    /// <summary>Where a list with a highest score begins, without reading those above it.</summary>
    private static string Top(LeadFilters filters, ProductLine product, int day) => filters.MaxScore is { } most
        ? RankKey.Above(Math.Max(most, LeastScore), product, day)
        : "";

    private sealed class Line(string key, int version, IAsyncEnumerator<Ranked> leads) : IAsyncDisposable
    {
        public string Key => key;

        public int Version => version;

        public Ranked? Head { get; private set; }

        public async Task MoveAsync() => Head = await leads.MoveNextAsync() ? leads.Current : null;

        public ValueTask DisposeAsync() => leads.DisposeAsync();
    }
}
