using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Consent;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tests.Scoring;

namespace LeadScoring.Tests.Intake;

/// <summary>The pure decision about an entry: its laws over all orders.</summary>
public sealed class EnteringTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Campaigns =
        ["car-launch-2026", "car-test-drive", "camper-giveaway-2026", "gone-2020"];

    private static Gen<Entry[]> Entries { get; } =
        (from campaign in Gen.Elements(Campaigns)
         from hours in Gen.Choose(0, 240)
         from optIn in Gen.Elements(true, false)
         from name in Gen.Elements("花子", "太郎", null!)
         select new Entry
         {
             EntryId = "",
             CampaignId = campaign,
             Email = "hanako@example.jp",
             Name = name,
             Locale = "ja",
             Attributes = new Dictionary<string, string>
             {
                 ["budget"] = (hours * 10_000).ToString(System.Globalization.CultureInfo.InvariantCulture),
             },
             OptInEmail = optIn,
             ReceivedAt = Start.AddHours(hours),
         }).ArrayOf();

    [Fact]
    public void In_time_order_no_campaign_lets_in_more_than_its_limit() => Laws.Hold(Entries, entries =>
    {
        var (lead, handled) = Run([.. entries.OrderBy(entry => entry.ReceivedAt)]);
        var counted = handled.Where(entry => entry.Outcome == Entry.Counted).ToList();

        Assert.True(counted.Count(entry => entry.CampaignId == "car-launch-2026") <= 1);
        Assert.Equal(DrivesOf(handled).Distinct(), DrivesOf(counted)); // each day that saw one lets in one
        Assert.DoesNotContain(counted, entry => entry.CampaignId == "gone-2020");
        Assert.Equal(
            counted.Count, lead.Products.Values.Sum(state => state.Counts.Items.ToArray().Sum(item => item.Count)));
    });

    [Fact]
    public void Who_one_is_does_not_depend_on_the_order_of_arrival() => Laws.Hold(Entries, entries =>
    {
        var (there, back) = (Run(entries).Lead.Profile, Run([.. entries.Reverse()]).Lead.Profile);

        Assert.Equal(there?.Name, back?.Name);
        Assert.Equal(there?.Attributes.AsEnumerable(), back?.Attributes.AsEnumerable());
    });

    [Fact]
    public void A_refused_entry_asks_for_nothing() => Laws.Hold(Entries, entries =>
        Assert.All(
            Run(entries).Handled.Where(entry => entry.Outcome != Entry.Counted), entry => Assert.False(entry.Asks)));

    [Fact]
    public void An_entry_alone_makes_nobody_known_and_no_mail_lawful() => Laws.Hold(Entries, entries =>
    {
        var lead = Run(entries).Lead;
        Assert.False(lead.IsKnown);
        Assert.NotNull(lead.ReasonAgainstMail("cars", SampleContent.Edition, DateTimeOffset.MaxValue));
        Assert.All(lead.Products.Values, state => Assert.Null(state.Placed));
    });

    [Fact]
    public void What_becomes_known_later_does_not_change_how_an_earlier_entry_is_taken() => Laws.Hold(
        Entries, entries =>
        {
            var known = new Profile { Email = "hanako@example.jp", CreatedAt = Start }.AsKnown(Start.AddHours(241));
            var (stranger, late) = (Run(entries).Lead.Profile, Run(entries, known).Lead.Profile!);

            Assert.Equal(stranger?.Name, late.Name);
            Assert.Equal(stranger?.Attributes.Count ?? 0, late.Attributes.Count);
        });

    [Fact]
    public void What_an_entry_says_about_somebody_known_before_it_waits() => Laws.Hold(Entries, entries =>
    {
        var known = new Profile { Email = "hanako@example.jp", CreatedAt = Start }.AsKnown(Start);
        var (lead, handled) = Run(entries, known);

        Assert.Null(lead.Profile!.Name);
        Assert.Empty(lead.Profile.Attributes);
        Assert.All(handled, entry => Assert.True(entry.Asks));
        Assert.All(handled, entry => Assert.False(entry.Joins));
    });

    private static (Lead Lead, IReadOnlyList<Entry> Handled) Run(
        IReadOnlyList<Entry> entries, Profile? profile = null)
    {
        var handled = new List<Entry>();
        var lead = new Lead { Id = "00112233445566778899aabbccddeeff", Profile = profile };
        foreach (var entry in entries)
        {
            var (decided, change) = Entering.Decide(lead, entry, SampleContent.Edition, entry.ReceivedAt);
            handled.Add(decided);
            lead = change.Lead;
        }
        return (lead, handled);
    }

    private static IEnumerable<int> DrivesOf(IEnumerable<Entry> entries) => entries
        .Where(entry => entry.CampaignId == "car-test-drive")
        .Select(entry => SampleContent.Edition.Rules.Products["car"].DayOf(entry.ReceivedAt));
}
