using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Voice;

namespace LeadScoring.Tests.Voice;

public sealed class FoldingLaws
{
    [Theory]
    [InlineData("ｶﾒﾗ", "かめら")]
    [InlineData("カメラ", "かめら")]
    [InlineData("ｶﾞｿﾘﾝ", "がそりん")]
    [InlineData("バッテリー", "ばってりー")]
    [InlineData("ﾊﾞｯﾃﾘｰ", "ばってりー")]
    [InlineData("ﾌﾟﾗﾝ", "ぷらん")]
    [InlineData("か\u3099く", "がく")]
    [InlineData("ヴォイス", "ゔぉいす")]
    [InlineData("ｳﾞｫｲｽ", "ゔぉいす")]
    [InlineData("ＥＶ　は　高い", "ev は 高い")]
    [InlineData("  It’s\n too EXPENSIVE ", "it's too expensive")]
    [InlineData("￥１００", "￥100")]
    [InlineData("", "")]
    public void What_keyboards_make_of_one_word_is_one(string written, string folded) =>
        Assert.Equal(folded, Folding.Of(written));

    [Fact]
    public void Folding_twice_is_folding_once()
    {
        var texts = from letters in Gen.Elements(
                        "ｶ", "ﾞ", "か", "は", "ﾟ", "゛", "A", "Ｚ", " ", "　", "\n", "ヶ", "ー", "高", "’", "ｳ").ListOf()
                    select string.Concat(letters);
        Prop.ForAll(texts.ToArbitrary(), text =>
        {
            var once = Folding.Of(text);
            return Folding.Of(once) == once;
        }).QuickCheckThrowOnFailure();
    }
}
