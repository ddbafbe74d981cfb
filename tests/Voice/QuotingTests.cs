using LeadScoring.Leads;
using LeadScoring.Sales;
using LeadScoring.Voice;

namespace LeadScoring.Tests.Voice;

public sealed class QuotingTests
{
    private static readonly Profile Hanako = new()
    {
        Email = "hanako@example.jp",
        CreatedAt = DateTimeOffset.UnixEpoch,
        Name = new Dated("山田 花子", DateTimeOffset.UnixEpoch),
    };

    private static readonly SalesRules Sales = SalesRules.Default with
    {
        Owners = [new SalesOwner("aoki", "青木 真理", null, []), new SalesOwner("smith", "Ann Smith", null, [])],
    };

    [Theory]
    [InlineData("山田です。とても静か。", "•••です。とても静か。")]
    [InlineData("連絡は hanako@example.jp か 090-1234-5678 まで", "連絡は ••• か ••• まで")]
    [InlineData("電話０９０－１２３４－５６７８へ", "電話•••へ")]
    [InlineData("写真は https://example.com/p?u=1 です", "写真は ••• です")]
    [InlineData("青木真理さんの対応がよい", "•••さんの対応がよい")]
    [InlineData("店長の佐藤様に感謝", "店長の•••様に感謝")]
    [InlineData("お客様の声、皆様へ", "お客様の声、皆様へ")]
    [InlineData("Mr. Jones and ann were kind", "Mr. ••• and ••• were kind")]
    [InlineData("Mrs Brown Lee called", "Mrs ••• called")]
    [InlineData("300 km in 2026, 3480000 yen", "300 km in 2026, ••• yen")]
    [InlineData("annual cost", "annual cost")]
    public void Names_addresses_numbers_and_links_are_hidden(string text, string shown) =>
        Assert.Equal(shown, Quoting.Of(text, Hanako, Sales));

    [Fact]
    public void A_long_text_is_cut_and_no_character_in_two()
    {
        var shown = Quoting.Of(new string('あ', 199) + "🚗とても長い", Hanako, Sales);
        Assert.Equal(new string('あ', 199) + "…", shown);
    }
}
