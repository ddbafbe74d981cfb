using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Storage;
using LeadScoring.Tracks;

namespace LeadScoring.Loyalty;

/// <summary>
/// Tells the leads of a bucket what <see cref="LookalikeStudy"/> found of them, a slice at a time; each sends the
/// message of the next. Only who is to be told another level is touched. Repeated, it finds them told.
/// </summary>
public sealed class LikenessHandler(
    StudyStore studies, LeadStore leads, LeadFollowUp followUp, Post post, InForce content, TimeProvider time)
{
    private const int Slice = 50;

    public async Task HandleAsync(InsightsDue message, CancellationToken cancel)
    {
        var product = message.Product!;
        if (await studies.PartAsync(product, message.Bucket, LookalikeStudy.Study, cancel) is not { } part) return;
        var slice = LookalikeStudy.ToTell(part)
            .Where(news => string.CompareOrdinal(news.LeadId, message.After) > 0).Take(Slice).ToList();
        await SideBySide.ForEachAsync(slice, (news, stop) => TellAsync(product, news, stop), cancel);
        if (slice.Count == Slice) await post.SendAsync(message with { After = slice[^1].LeadId }, cancel);
    }

    private async Task TellAsync(string product, LikenessNews news, CancellationToken cancel)
    {
        var outcome = await leads.ChangeAsync(
            news.LeadId,
            (snapshot, _) => Likening.Told(snapshot.Lead, product, news.Level, content.Edition, time.GetUtcNow()),
            cancel);
        await followUp.AfterAsync(outcome, isRepeat: !outcome.Changed, cancel);
    }
}
