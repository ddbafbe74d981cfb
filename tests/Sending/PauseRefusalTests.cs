using LeadScoring.Sending;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Publishing;

namespace LeadScoring.Tests.Sending;

/// <summary>What is said of a pause, and what cannot be said: no store matters for that.</summary>
public sealed class PauseRefusalTests
{
    [Fact]
    public void Of_a_pause_said_very_often_the_first_word_and_the_newest_are_kept()
    {
        var pause = new Pause(DateTimeOffset.UnixEpoch, null, "first");
        for (var n = 1; n <= 50; n++)
            pause = new Pause(DateTimeOffset.UnixEpoch.AddDays(n), null, $"{n}").After(pause);

        Assert.Equal(20, pause.Before!.Count);
        Assert.Equal(("first", "49", "50"), (pause.Before[0].By, pause.Before[^1].By, pause.By));
    }

    [Fact]
    public async Task A_call_that_cannot_be_meant_is_refused()
    {
        await using var brand = await Brand.OpenAsync("2026-11-22T03:00:00Z");
        await brand.PostAsync("/api/scenarios/car-old/pause", new { }, 404);
        await brand.PostAsync("/api/scenarios/car-old/resume", new { }, 404);
        var refused = await brand.PostAsync("/api/sends/pause", new { until = "2026-01-01T00:00:00Z", why = "x" }, 400);
        Assert.Equal(["until", "why"], refused.Errors());
        Assert.Null((await brand.GetAsync("/api/scenarios"))["sends"]!["paused"]);
    }
}
