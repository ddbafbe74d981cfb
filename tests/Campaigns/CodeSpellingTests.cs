using FsCheck.Fluent;
using LeadScoring.Campaigns;
using LeadScoring.Tests.Scoring;

namespace LeadScoring.Tests.Campaigns;

/// <summary>What people type for a serial or a referral code.</summary>
public sealed class CodeSpellingTests
{
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static readonly byte[] Key = [1, 2, 3];

    [Theory]
    [InlineData("TABI-7K3M-Q9WD", "TABI7K3MQ9WD")]
    [InlineData("  tabi 7k3m　q9wd ", "TABI7K3MQ9WD")]
    [InlineData("ＴＡＢＩー７ｋ３ｍ−ｑ９ｗｄ", "TABI7K3MQ9WD")]
    [InlineData("tabi‐7k3m–q9wd", "TABI7K3MQ9WD")]
    [InlineData("12345", null)]
    [InlineData("コード123456", null)]
    [InlineData("ABC'123;--", null)]
    [InlineData("\ud83d\ude97ABCDEF", null)]
    [InlineData("\ud83dABCDEF", null)]
    public void A_serial_code_has_one_spelling(string typed, string? code) =>
        Assert.Equal(code, SerialCode.Normalise(typed));

    [Fact]
    public void A_code_of_41_letters_is_none() => Assert.Null(SerialCode.Normalise(new string('A', 41)));

    [Fact]
    public void A_referral_code_is_read_as_it_was_given_and_as_people_write_it() => Laws.Hold(LeadAndAttempt, given =>
    {
        var code = ReferralCode.Of(given.Lead, given.Attempt, Key);

        Assert.Equal(8, code.Length);
        Assert.Equal(code, ReferralCode.Normalise(code));
        Assert.Equal(
            code, ReferralCode.Normalise($" {code[..4].ToLowerInvariant()}-{code[4..].Replace('0', 'o')} "));
    });

    [Fact]
    public void One_wrong_letter_of_a_referral_code_is_always_noticed() => Laws.Hold(
        from given in LeadAndAttempt
        from place in Gen.Choose(0, 7)
        from letter in Gen.Elements(Letters.ToCharArray())
        select (Code: ReferralCode.Of(given.Lead, given.Attempt, Key), Place: place, Letter: letter),
        slip =>
        {
            var wrong = slip.Code.Remove(slip.Place, 1).Insert(slip.Place, slip.Letter.ToString());
            Assert.Equal(wrong == slip.Code ? wrong : null, ReferralCode.Normalise(wrong));
        });

    private static FsCheck.Gen<(string Lead, int Attempt)> LeadAndAttempt { get; } =
        from lead in Gen.Choose(0, int.MaxValue)
        from attempt in Gen.Choose(0, 3)
        select (lead.ToString("x32", System.Globalization.CultureInfo.InvariantCulture), attempt);
}
