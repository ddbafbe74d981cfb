using NodaTime;
using NodaTime.Text;

namespace LeadScoring.Proof;

/// <summary>A stretch of the brand's local days, both ends included.</summary>
public sealed record Stretch(LocalDate From, LocalDate To)
{
    public IEnumerable<LocalDate> Days()
    {
        for (var day = From; day <= To; day = day.PlusDays(1)) yield return day;
    }

    public static string Name(LocalDate day) => LocalDatePattern.Iso.Format(day);
}

/// <summary>The sums of some days, from the first one through <paramref name="Through"/>.</summary>
public sealed record CountedDays(IReadOnlyList<CellCount> Cells, LocalDate Through);

/// <summary>One page of a list; a null place: there is no more.</summary>
public sealed record SendPage(IReadOnlyList<SendRow> Rows, string? Next);

/// <summary>
/// Reads what is asked of the mails, a bounded piece at a time. A day that nothing changes any more is read as its
/// sums, which the first reader makes.
/// </summary>
public sealed class SendReader(SendIndex index, SendFolds folds, TimeProvider time)
{
    /// <summary>Behind so many rows, or days that had no sums yet, an answer ends with the day.</summary>
    private const int MostRows = 200_000;
    private const int MostDays = 120;

    /// <summary>So many rows are looked through for one page; where filters leave few of them, it is short.</summary>
    private const int MostLookedAt = 5_000;

    public async Task<CountedDays> CountAsync(Stretch days, SendFilter filter, CancellationToken cancel)
    {
        var (cells, rows, unsummed) = (new List<CellCount>(), 0, 0);
        foreach (var month in days.Days().GroupBy(day => SendIndex.MonthOf(Stretch.Name(day))))
        {
            var found = await folds.FindAsync(
                month.Key, Stretch.Name(month.First()), Stretch.Name(month.Last()), cancel);
            var filled = ""; // no day before this one has a mail
            foreach (var day in month)
            {
                var name = Stretch.Name(day);
                if (string.CompareOrdinal(name, filled) < 0) continue;
                var fold = found.GetValueOrDefault(name);
                var counted = fold?.Cells ?? await SumAsync(name, fold, cancel);
                cells.AddRange(counted.Where(one => filter.Holds(one.Cell)));
                if (fold?.Cells is not null) continue;
                if (counted.Count == 0)
                {
                    filled = await index.NextDayAsync(name, Stretch.Name(month.Last()), cancel) ?? "}";
                    continue;
                }
                (rows, unsummed) = (rows + counted.Sum(one => one.Count), unsummed + 1);
                if (rows >= MostRows || unsummed >= MostDays) return new CountedDays(cells, day);
            }
        }
        return new CountedDays(cells, days.To);
    }

    /// <summary>In the order of days; within one, by scenario and step.</summary>
    public async Task<SendPage> ListAsync(
        Stretch days, SendFilter filter, string? after, int top, CancellationToken cancel)
    {
        var (rows, looked) = (new List<SendRow>(), 0);
        await foreach (var row in FromAsync(days, filter, after).WithCancellation(cancel))
        {
            if (rows.Count == top || looked == MostLookedAt) return new SendPage(rows, after);
            (looked, after) = (looked + 1, row.Place);
            if (filter.Holds(row.Cell)) rows.Add(row);
        }
        return new SendPage(rows, null);
    }

    private async Task<IReadOnlyList<CellCount>> SumAsync(string day, FoundFold? fold, CancellationToken cancel)
    {
        var (from, to) = (SendRow.Prefix(day), SendIndex.EndOf(SendRow.Prefix(day)));
        var cells = await index.ReadAsync(SendIndex.MonthOf(day), from, to, cancel)
            .CountBy(row => row.Cell).Select(cell => new CellCount(cell.Key, cell.Value)).ToListAsync(cancel);
        if (cells.Count > 0) await folds.KeepAsync(day, cells, fold, time.GetUtcNow(), cancel);
        return cells;
    }

    private IAsyncEnumerable<SendRow> FromAsync(Stretch days, SendFilter filter, string? after)
    {
        var isOneDay = days.From == days.To;
        var (first, last) = (
            SendRow.Prefix(Stretch.Name(days.From), isOneDay ? filter.Scenario : null, isOneDay ? filter.Step : null),
            SendRow.Prefix(Stretch.Name(days.To), isOneDay ? filter.Scenario : null, isOneDay ? filter.Step : null));
        var (from, to) = (after is null ? first : after + "|", SendIndex.EndOf(last));
        return days.Days().Select(day => SendIndex.MonthOf(Stretch.Name(day))).Distinct()
            .Where(month => after is null || string.CompareOrdinal(month, SendRow.MonthIn(after)) >= 0)
            .ToAsyncEnumerable()
            .SelectMany(month => index.ReadAsync(month, from, to, default));
    }
}
