using LeadScoring.Loyalty;

namespace LeadScoring.Tests.Loyalty;

/// <summary>A scenario is drafted where a mail to who bought once can lead the rest of the way.</summary>
public sealed class RouteDraftsTests
{
    [Theory]
    [InlineData(Pattern.Orders, null, 2, true)]
    [InlineData(Pattern.Orders, null, 3, false)] // the draft ends with the second order
    [InlineData(Pattern.Second, null, 14, true)]
    [InlineData(Pattern.Did, "shop-visit", null, true)]
    [InlineData(Pattern.Did, "shop-visit", 2, false)]
    [InlineData(Pattern.Pieces, null, 4, false)]
    [InlineData(Pattern.Channel, "web", null, false)]
    public void A_scenario_leads_only_where_a_mail_can(string kind, string? reaction, int? n, bool isPossible)
    {
        var route = new Route(new Pattern(kind, reaction, N: n), default, 0, 0, IsGolden: true);
        Assert.Equal(isPossible, RouteDrafts.WhyNoScenario(route) is null);
    }
}
