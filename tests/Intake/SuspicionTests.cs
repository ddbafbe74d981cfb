using System.Text;
using LeadScoring.Intake;
using LeadScoring.Parsing;
using LeadScoring.Tests.Journeys;

namespace LeadScoring.Tests.Intake;

public sealed class SuspicionTests
{
    private const string Launch = "/api/campaigns/car-launch-2026/entries";

    [Theory]
    [InlineData("{}", null)]
    [InlineData("{\"elapsedMs\":0}", 1500)]
    [InlineData("{\"elapsedMs\":1499}", 1)]
    [InlineData("{\"elapsedMs\":1500}", null)]
    [InlineData("{\"elapsedMs\":\"400\"}", 1100)]
    [InlineData("{\"elapsedMs\":1e999}", null)]
    [InlineData("{\"elapsedMs\":-5}", null)] // somebody set a clock back
    [InlineData("{\"elapsedMs\":\"NaN\"}", null)]
    [InlineData("{\"elapsedMs\":{}}", null)]
    public void Too_quick_is_below_the_minimum_and_silence_is_not_judged(string json, int? milliseconds) =>
        Assert.Equal(
            milliseconds is { } wait ? TimeSpan.FromMilliseconds(wait) : null,
            Suspicion.TooQuickBy(Fields(json), TimeSpan.FromMilliseconds(1500)));

    [Fact]
    public async Task Who_is_too_quick_is_asked_to_come_again_and_then_taken()
    {
        await using var brand = await Brand.OpenAsync();
        using var early = await brand.Http.PostAsync(
            Launch, Doors.OpenDoors.Json("{\"entryId\":\"1\",\"email\":\"a@example.jp\",\"elapsedMs\":300}"));

        Assert.Equal(
            "The form was sent before it can have been read.", (await Doors.Refused.ReadAsync(early, 429)).Title);
        Assert.Equal(TimeSpan.FromSeconds(2), early.Headers.RetryAfter!.Delta);
        await brand.SettleAsync();
        Assert.Empty(brand.Mails());

        await brand.PostAsync(Launch, new { entryId = "1", email = "a@example.jp", elapsedMs = 2300 });
        await brand.SettleAsync();
        Assert.Single(brand.Mails());
    }

    private static JsonFields Fields(string json) =>
        JsonFields.Parse(Encoding.UTF8.GetBytes(json), new Refusals())!;
}
