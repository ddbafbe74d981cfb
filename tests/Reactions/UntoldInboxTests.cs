using LeadScoring.Leads;
using LeadScoring.Reactions;
using LeadScoring.Tests.Bugs;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Rights;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Reactions;

/// <summary>A door that died between keeping a call and telling the queue of it.</summary>
public sealed class UntoldInboxTests
{
    [Fact]
    public async Task What_no_message_speaks_of_is_worked_off_with_the_leads_next_touch_after_an_hour()
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T01:00:00Z");
        await brand.ReactAsync("brochure", "2027-02-01T00:00:00Z");
        await brand.SettleAsync();
        var leadId = brand.IdOf(Acts.Who);
        await brand.Services.GetRequiredService<LeadStore>().TryAddRowAsync(
            leadId, LeadRows.Inbox("untold"), Untold(), default);

        await brand.ReactAsync("page-view", "2027-02-01T00:00:00Z");
        await brand.SettleAsync();
        Assert.Contains(LeadRows.Inbox("untold"), await Traces.RowsAsync(brand.Tables(), leadId)); // its door may live
        await brand.AdvanceAsync("PT2H");
        await brand.ReactAsync("dealer-search", "2027-02-01T00:00:00Z");
        await brand.SettleAsync();

        Assert.DoesNotContain(LeadRows.Inbox("untold"), await Traces.RowsAsync(brand.Tables(), leadId));
        var terms = (await brand.FindAsync(Acts.Who))["explanation"]!["terms"]!.AsArray();
        Assert.Equal(
            ["brochure", "dealer-search", "page-view", "quote"],
            terms.Select(term => (string)term!["type"]!).Order(StringComparer.Ordinal));
    }

    private static InboxBatch Untold() => new(
        null, Trusted: true,
        [
            new Reaction
            {
                Id = "untold",
                Type = "quote",
                OccurredAt = new DateTimeOffset(2027, 2, 1, 0, 0, 0, TimeSpan.Zero),
                Product = "car",
            },
        ],
        []);
}
