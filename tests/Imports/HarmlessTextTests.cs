using LeadScoring.Imports;

namespace LeadScoring.Tests.Imports;

public sealed class HarmlessTextTests
{
    [Theory]
    [InlineData("1,200")]
    [InlineData("-1234.50")]
    [InlineData("¥12,000")]
    [InlineData("１２，０００円")]
    [InlineData("20261122")]
    [InlineData("2026-13-45")]
    [InlineData("31.12.2026")]
    [InlineData("12/31/26")]
    [InlineData("2026/11/22 18:30")]
    [InlineData("2026-11-22T18:30:00+09:00")]
    [InlineData("令和8年11月22日")]
    public void Short_figures_and_times_are_repeated(string value)
    {
        Assert.Equal(value, HarmlessText.Of(value));
        var message = $"Must be x, but is '{value}': why?";
        Assert.Equal(message, HarmlessText.OfMessage(message));
    }

    [Theory]
    [InlineData("山田 太郎")]
    [InlineData("O'Neill")]
    [InlineData("yamada")]
    [InlineData("taro@example.jp")]
    [InlineData("090-1234-5678")]
    [InlineData("09012345678")]
    [InlineData("+81-3-1234-5678")]
    [InlineData("０３ー１２３４ー５６７８")]
    [InlineData("4111 1111 1111 1111")]
    [InlineData("東京都千代田区1-2-3")]
    public void Nothing_else_is(string value)
    {
        Assert.Equal("•••", HarmlessText.Of(value));
        Assert.Equal("Must be x: why?", HarmlessText.OfMessage($"Must be x, but is '{value}': why?"));
    }
}
