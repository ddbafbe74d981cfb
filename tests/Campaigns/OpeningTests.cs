using LeadScoring.Intake;
using LeadScoring.Scoring;
using LeadScoring.Tests.Doors;
using LeadScoring.Tests.Publishing;
using NodaTime;

namespace LeadScoring.Tests.Campaigns;

/// <summary>The hours in which a campaign takes entries; their arithmetic is tested with the hours of mails.</summary>
[Collection(nameof(OpenDoors))]
public sealed class OpeningTests(OpenDoors doors)
{
    private static readonly Campaign Night = SampleContent.Edition.Campaigns["camper-night-2026"];
    private static readonly ProductLine Camper = SampleContent.Edition.Rules.Products["camper"];

    [Theory]
    [InlineData("2026-11-20T10:59:59Z", "2026-11-20T11:00:00Z")] // a Friday, a second before 20:00 in Tokyo
    [InlineData("2026-11-20T11:00:00Z", "2026-11-20T11:00:00Z")]
    [InlineData("2026-11-21T16:59:59Z", "2026-11-21T16:59:59Z")] // over midnight, on Sunday
    [InlineData("2026-11-21T17:00:00Z", "2026-11-27T11:00:00Z")]
    [InlineData("2025-06-01T00:00:00Z", "2026-01-02T11:00:00Z")] // not before its first instant
    [InlineData("2030-12-30T00:00:00Z", null)]
    public void Opens_next_in_its_hours_and_within_its_time(string now, string? opens)
    {
        Assert.Equal(opens is null ? null : At(opens), Night.OpensNext(At(now), Camper));
        Assert.Equal(opens == now, Night.IsOpenAt(At(now), Camper));
    }

    [Fact]
    public void Hours_are_those_of_the_product_unless_the_campaign_names_a_zone()
    {
        var inLondon = Night with { Hours = Night.Hours! with { Zone = DateTimeZoneProviders.Tzdb["Europe/London"] } };

        Assert.Equal(At("2026-11-20T20:00:00Z"), inLondon.OpensNext(At("2026-11-20T11:00:00Z"), Camper));
        Assert.Equal(At("2026-07-17T19:00:00Z"), inLondon.OpensNext(At("2026-07-17T11:00:00Z"), Camper));
    }

    [Fact]
    public async Task Outside_its_hours_the_door_says_when_it_opens_next()
    {
        using var answer = await doors.Anybody.PostAsync(
            "/api/campaigns/camper-night-2026/entries", OpenDoors.Json("{\"email\":\"a@example.jp\"}"));

        Assert.Equal(
            "It opens next at 2026-11-27T11:00:00Z, Fri 20:00 in Asia/Tokyo.",
            (await Refused.ReadAsync(answer, 409)).Detail);
        await doors.NothingWasStoredAsync();
    }

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
