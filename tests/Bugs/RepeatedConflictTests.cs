using LeadScoring.Tests.Crash;

namespace LeadScoring.Tests.Bugs;

/// <summary>
/// A call with another content under a known id, made twice, used to go round for ever: the store forgot the known
/// reaction when it found the known conflict, and the other way round, until the message was given up.
/// </summary>
public sealed class RepeatedConflictTests
{
    [Fact]
    public async Task A_conflicting_reaction_that_is_sent_again_is_handled_and_the_first_content_stays()
    {
        await using var brand = await StormyBrand.OpenAsync(new Weather());
        var journey = new OneJourney(brand, "conflict@example.jp");
        foreach (var type in new[] { "brochure", "quote", "quote", "quote" })
        {
            await journey.ReactAsync(("r-1", type, "car", 0));
            await brand.SettleAsync();
        }
        Assert.Equal(0, await brand.MessagesLeftAsync());
        var trace = await journey.TraceAsync();
        Assert.Contains("brochure", Assert.Single(Rows(trace, "leads reaction|")), StringComparison.Ordinal);
        Assert.Contains("quote", Assert.Single(Rows(trace, "leads conflict|")), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Rows(LeadTrace trace, string prefix) =>
        trace.Rows.Where(row => row.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(row => row.Value);
}
