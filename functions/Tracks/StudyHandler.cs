using LeadScoring.Publishing;
using LeadScoring.Scoring;
using LeadScoring.Storage;
using Microsoft.Extensions.Logging;

namespace LeadScoring.Tracks;

/// <summary>
/// Makes the studies of a product line, bucket by bucket: works off who is marked there, reads the tracks once for all
/// studies whose part is out of date, and sends the message of the next bucket; behind the last one the reports are
/// made, and in a second round those that look at a report which is new. A bucket in which nothing changed is not read.
/// Repeated, it finds its parts made; a study that fails (a mistake of ours) is told in the log and keeps its last
/// report.
/// </summary>
public sealed partial class StudyHandler(
    TrackStore tracks, StudyStore studies, RefreshHandler refresh, TrackStatus status, Post post, InForce content,
    TimeProvider time, IEnumerable<IStudy> all, ILogger<StudyHandler> log)
{
    /// <summary>Slices of marks worked off before a bucket's parts are made; what is left comes next time.</summary>
    private const int MostSlices = 20;

    /// <summary>Marks the second round.</summary>
    private const string Again = "again";

    private readonly IStudy[] _all = [.. all];

    public async Task BeginAsync(string product, CancellationToken cancel) =>
        await post.SendAsync(new InsightsDue(InsightsDueKind.Study, 0, product), cancel);

    public async Task HandleAsync(InsightsDue message, CancellationToken cancel)
    {
        if (!content.Edition.Rules.Products.TryGetValue(message.Product!, out var product)) return;
        await refresh.WorkOffAsync(message.Bucket, MostSlices, cancel);
        await MakePartsAsync(product, message.Bucket, cancel);
        if (message.Bucket < TrackRows.Buckets - 1)
            await post.SendAsync(message with { Bucket = message.Bucket + 1 }, cancel);
        else if (await ReportAsync(product, cancel) && message.After is null)
            await post.SendAsync(message with { Bucket = 0, After = Again }, cancel);
    }

    private async Task MakePartsAsync(ProductLine product, int bucket, CancellationToken cancel)
    {
        var state = await tracks.StateAsync(product.Id, bucket, cancel);
        var basis = await BasisAsync(product, cancel);
        var open = new List<(IStudy Study, IStudyPart Part, PartHead Head)>();
        foreach (var study in _all)
        {
            var head = new PartHead(
                state.Revision, basis.Edition.Rules.Version, study.LooksAtToday ? basis.Today : null,
                Seen(study, basis));
            if (await studies.HeadAsync(product.Id, bucket, study.Name, cancel) != head)
                open.Add((study, study.Begin(basis), head));
        }
        if (open.Count == 0) return;
        await foreach (var kept in tracks.TracksAsync(product.Id, bucket, cancel))
            open.RemoveAll(one => !Try(one.Study, () => one.Part.Add(kept.Track)));
        foreach (var (study, part, head) in open)
        {
            var json = "";
            if (Try(study, () => json = part.Write()))
                await studies.SavePartAsync(product.Id, bucket, study.Name, head, json, cancel);
        }
    }

    /// <summary>True where a report is new that parts of another study look at.</summary>
    private async Task<bool> ReportAsync(ProductLine product, CancellationToken cancel)
    {
        var made = await status.ReadAsync(product.Id, cancel) with { At = time.GetUtcNow() };
        foreach (var study in _all)
        {
            var parts = new List<string>();
            for (var bucket = 0; bucket < TrackRows.Buckets; bucket++)
                if (await studies.PartAsync(product.Id, bucket, study.Name, cancel) is { } part) parts.Add(part);
            if (parts.Count < TrackRows.Buckets) continue; // it failed, or went with somebody
            var (basis, json) = (await BasisAsync(product, cancel), "");
            if (Try(study, () => json = study.Report(parts, basis)))
                await studies.SaveReportAsync(product.Id, study.Name, json, made, cancel);
        }
        var after = await BasisAsync(product, cancel);
        foreach (var study in _all.Where(study => study.LooksAt is not null))
        {
            var head = await studies.HeadAsync(product.Id, TrackRows.Buckets - 1, study.Name, cancel);
            if (head is not null && head.Report != Seen(study, after)) return true;
        }
        return false;
    }

    private static string? Seen(IStudy study, StudyBasis basis) =>
        study.LooksAt is { } other && basis.Report(other) is { } report ? Digest.Of(report) : null;

    /// <summary>With the reports as they are now: of studies that stand before in their order, the new ones.</summary>
    private async Task<StudyBasis> BasisAsync(ProductLine product, CancellationToken cancel)
    {
        var reports = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var study in _all)
            if (await studies.ReportAsync(product.Id, study.Name, cancel) is { } report)
                reports[study.Name] = report.Json;
        var now = time.GetUtcNow();
        return new StudyBasis(
            content.Edition, product, product.DayOf(now), now, name => reports.GetValueOrDefault(name));
    }

    private bool Try(IStudy study, Action act)
    {
        try
        {
            act();
            return true;
        }
        catch (Exception mistake) when (mistake is not OperationCanceledException && !Outage.Is(mistake))
        {
            LogFailed(study.Name, mistake);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Study {Study} failed; its last report stays")]
    private partial void LogFailed(string study, Exception mistake);
}
