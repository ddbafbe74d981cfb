using LeadScoring.Publishing;
using LeadScoring.Scoring;
using LeadScoring.Storage;
using Microsoft.Extensions.Logging;

namespace LeadScoring.Tracks;

/// <summary>
/// Makes the studies of a product line, bucket by bucket: works off who is marked there, reads the tracks once for all
/// studies whose part is out of date, and sends the message of the next bucket; behind the last one the reports are
/// made, with parts that somebody's erasure took meanwhile made anew, in a second round those that look at a report
/// which is new, and at the end leads are told what concerns them. A bucket in which nothing changed is not read.
/// Repeated, it finds its parts made; a study that fails (a mistake of ours, or more than there is room for) is told in
/// the log, keeps its last report, and holds up no other.
/// </summary>
public sealed partial class StudyHandler(
    TrackStore tracks, StudyStore studies, RefreshHandler refresh, MarkStore marks, TrackStatus status, Post post,
    InForce content, CubeSet cubes, TimeProvider time, IEnumerable<IStudy> all, ILogger<StudyHandler> log)
{
    /// <summary>Slices of marks worked off before a bucket's parts are made; what is left comes next time.</summary>
    private const int MostSlices = 20;

    /// <summary>Marks the second round.</summary>
    private const string Again = "again";

    private readonly IStudy[] _all = [.. all];
    private readonly string[] _lookedAt = [.. all.Select(study => study.LooksAt).OfType<string>().Distinct()];

    public async Task BeginAsync(string product, CancellationToken cancel) =>
        await post.SendAsync(new InsightsDue(InsightsDueKind.Study, 0, product, Since: time.GetUtcNow()), cancel);

    /// <returns>True behind the last bucket of the last round: all reports are made.</returns>
    public async Task<bool> HandleAsync(InsightsDue message, CancellationToken cancel)
    {
        if (!content.Edition.Rules.Products.TryGetValue(message.Product!, out var product)) return false;
        await refresh.WorkOffAsync(message.Bucket, MostSlices, cancel);
        await MakePartsAsync(product, message.Bucket, cancel);
        if (message.Bucket == TrackRows.Buckets - 1) return await EndAsync(message, product, cancel);
        await post.SendAsync(message with { Bucket = message.Bucket + 1 }, cancel);
        return false;
    }

    /// <summary>
    /// Leads are told by the last round alone: what the one before it found may follow from an old report.
    /// </summary>
    private async Task<bool> EndAsync(InsightsDue message, ProductLine product, CancellationToken cancel)
    {
        var telling = new SortedSet<int>();
        if (await ReportAsync(product, message.Since, telling, cancel) && message.After is null)
        {
            await post.SendAsync(message with { Bucket = 0, After = Again }, cancel);
            return false;
        }
        foreach (var bucket in telling)
            await post.SendAsync(new InsightsDue(InsightsDueKind.Tell, bucket, product.Id), cancel);
        return true;
    }

    private async Task MakePartsAsync(ProductLine product, int bucket, CancellationToken cancel)
    {
        var state = await tracks.StateAsync(product.Id, bucket, cancel);
        var basis = await BasisAsync(product, cancel);
        var release = ReleaseOf(basis.Edition);
        var open = new List<(IStudy Study, IStudyPart Part, PartHead Head)>();
        foreach (var study in _all)
        {
            var head = new PartHead(
                state.Revision, basis.Edition.Rules.Version, study.LooksAtToday ? basis.Today : null,
                Seen(study, basis), release);
            if (await studies.HeadAsync(product.Id, bucket, study.Name, cancel) != head)
                open.Add((study, study.Begin(basis), head));
        }
        if (open.Count == 0) return;
        var made = cubes.DigestIn(basis.Edition);
        await foreach (var kept in tracks.TracksAsync(product.Id, bucket, cancel))
        {
            open.RemoveAll(one => !Try(one.Study, () => one.Part.Add(kept.Track)));
            // Of a release that ran beside this one while the store was filled.
            if (kept.Cubes != made) await marks.AddAsync(kept.Track.LeadId, cancel);
        }
        foreach (var (study, part, head) in open)
            await TryAsync(study, () => studies.SavePartAsync(
                product.Id, bucket, study.Name, head, part.Write(), cancel));
    }

    /// <summary>True where a report is new that parts of another study look at.</summary>
    /// <param name="product">Whose.</param>
    /// <param name="since">When the run began.</param>
    /// <param name="telling">Gets the buckets whose leads are to be told something.</param>
    /// <param name="cancel">Stops in between; the message's next run begins anew.</param>
    private async Task<bool> ReportAsync(
        ProductLine product, DateTimeOffset? since, SortedSet<int> telling, CancellationToken cancel)
    {
        var now = await status.ReadAsync(cancel);
        var made = now with { At = since < now.At ? since.Value : now.At };
        var looked = new HashSet<int>();
        foreach (var study in _all)
        {
            var parts = new List<string>();
            for (var bucket = 0; bucket < TrackRows.Buckets; bucket++)
            {
                var part = await studies.PartAsync(product.Id, bucket, study.Name, cancel);
                if (part is null && looked.Add(bucket)) // it failed, or went with somebody
                {
                    await MakePartsAsync(product, bucket, cancel);
                    part = await studies.PartAsync(product.Id, bucket, study.Name, cancel);
                }
                if (part is not null) parts.Add(part);
            }
            if (parts.Count < TrackRows.Buckets)
            {
                LogIncomplete(study.Name, TrackRows.Buckets - parts.Count);
                continue;
            }
            var basis = await BasisAsync(product, cancel);
            await TryAsync(study, async () =>
            {
                var json = study.Report(parts, basis);
                telling.UnionWith(parts.Index().Where(part => study.TellsLeads(part.Item)).Select(part => part.Index));
                await studies.SaveReportAsync(product.Id, study.Name, json, made, cancel);
            });
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

    /// <summary>With the reports that are looked at, as they are now.</summary>
    private async Task<StudyBasis> BasisAsync(ProductLine product, CancellationToken cancel)
    {
        var reports = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var study in _lookedAt)
            if (await studies.ReportAsync(product.Id, study, cancel) is { } report)
                reports[study] = report.Json;
        var now = time.GetUtcNow();
        return new StudyBasis(
            content.Edition, product, product.DayOf(now), now, name => reports.GetValueOrDefault(name));
    }

    /// <summary>With other settings, or another release, parts are made anew: no report is of two minds.</summary>
    private static string ReleaseOf(Edition edition) =>
        Digest.Of($"{typeof(StudyHandler).Module.ModuleVersionId}|{Json.Write(edition.Insights)}");

    private async Task TryAsync(IStudy study, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception mistake) when (mistake is not OperationCanceledException && !Outage.Is(mistake))
        {
            LogFailed(study.Name, mistake);
        }
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

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Study {Study} lacks the parts of {Missing} buckets; its last report stays")]
    private partial void LogIncomplete(string study, int missing);
}
