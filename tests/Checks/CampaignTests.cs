using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Tests.Publishing;
using NodaTime;

namespace LeadScoring.Tests.Checks;

public sealed class CampaignTests
{
    private static readonly Campaign Launch = SampleContent.Edition.Campaigns["car-launch-2026"];

    private static readonly LeadScoring.Scoring.ProductLine Car = SampleContent.Edition.Rules.Products["car"];

    [Fact]
    public void Is_open_from_its_first_instant_up_to_its_end()
    {
        var second = TimeSpan.FromSeconds(1);

        Assert.False(Launch.IsOpenAt(Launch.Opens - second, Car));
        Assert.True(Launch.IsOpenAt(Launch.Opens, Car));
        Assert.True(Launch.IsOpenAt(Launch.Closes - second, Car));
        Assert.False(Launch.IsOpenAt(Launch.Closes, Car));
    }

    [Theory]
    [InlineData("https://www.hoshikawa.example", true)]
    [InlineData("http://www.hoshikawa.example", false)]
    [InlineData("https://hoshikawa.example", false)]
    [InlineData("https://www.hoshikawa.example.evil.example", false)]
    [InlineData("null", false)]
    public void Allows_exactly_the_origins_it_names(string origin, bool allowed) =>
        Assert.Equal(allowed, Launch.Allows(origin));

    [Fact]
    public void Knows_its_limits_prize_gate_and_costs()
    {
        var campaigns = SampleContent.Edition.Campaigns;

        Assert.Equal(EntryLimit.OnePerPerson, Launch.Entries);
        Assert.Equal(EntryLimit.OnePerDay, campaigns["car-test-drive"].Entries);
        Assert.Equal(3, Launch.PrizeDraw!.Winners);
        Assert.Null(campaigns["car-test-drive"].PrizeDraw);
        Assert.Equal(
            [CustomerClass.Steady, CustomerClass.Trend, CustomerClass.Loyal], campaigns["owners-night-2026"].ClassGate);
        Assert.Equal(250_000, Launch.CostPerMonth[new YearMonth(2026, 11)]);
    }

    [Fact]
    public void Asks_with_the_common_confirmation_where_it_names_no_mail_of_its_own() =>
        Assert.Equal("confirm", SampleContent.Edition.Campaigns["car-preview-2025"].ConfirmTemplate);
}
