using LeadScoring.Loyalty;
using LeadScoring.Tests.Publishing;

namespace LeadScoring.Tests.Loyalty;

/// <summary>Patterns are told with the names that the brand gave; what has none is called by its id.</summary>
public sealed class PatternTextTests
{
    [Theory]
    [InlineData(Pattern.Channel, "shop", "ja", "初めての接点が「店舗」")]
    [InlineData(Pattern.Channel, "kiosk", "en", "Came by the channel “kiosk”")]
    [InlineData(Pattern.Did, "shop-visit", "ja", "「ご来店」あり")]
    [InlineData(Pattern.Campaign, "gone-2019", "en", "Came by the campaign “gone-2019”")]
    public void Names_are_the_brands(string kind, string of, string language, string text) =>
        Assert.Equal(text, new PatternText(SampleContent.Edition, 90, language).Of(new Pattern(kind, of)));
}
