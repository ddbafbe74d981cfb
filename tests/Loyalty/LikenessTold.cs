using LeadScoring.Loyalty;
using LeadScoring.Storage;
using LeadScoring.Tracks;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Loyalty;

/// <summary>
/// A night's study that found a lead to be told a level, put where the app keeps it, with its message.
/// </summary>
internal static class LikenessTold
{
    public static async Task TellAsync(this IServiceProvider services, string leadId, int level)
    {
        var (bucket, part) = (
            TrackRows.BucketOf(leadId), new LookalikeStudy.Part(null, 0, [], [], [new LikenessNews(leadId, level)]));
        await services.GetRequiredService<StudyStore>().SavePartAsync(
            "car", bucket, LookalikeStudy.Study, new PartHead(1, 1, null), Json.Write(part), default);
        await services.GetRequiredService<Post>().SendAsync(
            new InsightsDue(InsightsDueKind.Tell, bucket, "car"), default);
    }

    /// <summary>A scenario of one mail, a day after somebody is told to be so like loyal customers.</summary>
    public static string Scenario(int level) => $$"""
        { "id": "like-loyal", "version": 1, "product": "car",
          "enter": { "likeness": { "atLeast": {{level}} } },
          "window": { "days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "from": "00:00", "to": "00:00",
                      "timeZone": "Asia/Tokyo" },
          "cap": { "mails": 20, "per": "PT1H" },
          "steps": [{ "id": "invite", "after": "P1D", "template": "car-test-drive" }] }
        """;
}
