using LeadScoring.Loyalty;
using LeadScoring.Publishing;
using LeadScoring.Scoring;
using LeadScoring.Spend;
using LeadScoring.Storage;
using LeadScoring.Tracks;
using LeadScoring.Value;

namespace LeadScoring.History;

/// <summary>
/// Keeps what the head of the insights tells, behind each making of the studies. Run twice on a day, the row of that
/// day says what was true at the later one.
/// </summary>
public sealed class HeadHandler(
    StudyStore studies, CellReader cells, SpendReader spend, TrackStatus status, HeadStore heads, InForce content,
    TimeProvider time)
{
    public async Task KeepAsync(string product, CancellationToken cancel)
    {
        if (!content.Edition.Rules.Products.TryGetValue(product, out var line)) return;
        var (made, day) = (await status.ReadAsync(cancel), line.DayOf(time.GetUtcNow()));
        var month = Days.ToDate(day).ToYearMonth();
        var ltv = await studies.ReportAsync(product, LtvStudy.StudyName, cancel);
        var year = new Months(month.PlusMonths(1 - Romi.CycleMonths), month);
        var (basis, romi) = await spend.ReadAsync(product, Crediting.First, year, "en", cancel); // notes are not kept
        var classes = ClassMonths.Of(await cells.ReadAsync(product, ClassCube.Cube, cancel), month, month, day)[0];
        await heads.SaveAsync(
            product,
            Head.Of(day, made, ltv is null ? null : Json.Read<LtvReport>(ltv.Json), romi, basis, classes),
            cancel);
    }
}
