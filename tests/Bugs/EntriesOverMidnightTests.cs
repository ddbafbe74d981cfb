using System.Globalization;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Tests.Publishing;

namespace LeadScoring.Tests.Bugs;

/// <summary>Only the last day of entering was kept, so an entry that was handled late counted a second time.</summary>
public sealed class EntriesOverMidnightTests
{
    [Fact]
    public void One_entry_a_day_counts_whatever_the_order_of_handling()
    {
        Entry[] entries =
            [Of("a", "2027-02-01T01:00:00Z"), Of("b", "2027-02-01T02:00:00Z"), Of("c", "2027-02-02T01:00:00Z")];

        Assert.Equal(2, Counted(entries[0], entries[1], entries[2]));
        Assert.Equal(2, Counted(entries[0], entries[2], entries[1]));
    }

    private static int Counted(params Entry[] entries)
    {
        var lead = new Lead { Id = new string('a', 32) };
        var counted = 0;
        foreach (var entry in entries)
        {
            var (handled, change) = Entering.Decide(lead, entry, SampleContent.Edition, At("2027-02-03T00:00:00Z"));
            lead = change.Lead;
            if (handled.Outcome == Entry.Counted) counted++;
        }
        return counted;
    }

    private static Entry Of(string id, string at) => new()
    {
        EntryId = id,
        CampaignId = "car-test-drive",
        Email = Acts.Who,
        Locale = "ja",
        ReceivedAt = At(at),
    };

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
