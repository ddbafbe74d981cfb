using System.Text.RegularExpressions;
using LeadScoring.Alerts;
using LeadScoring.Parsing;
using LeadScoring.Sales;
using LeadScoring.Tests.Publishing;

namespace LeadScoring.Tests.Conventions;

/// <summary>Who reads Japanese of a region reads Japanese: what the app says goes by <see cref="Languages"/>.</summary>
public sealed partial class LanguageTests
{
    [Fact]
    public void No_text_is_chosen_by_comparing_a_language_as_a_whole() =>
        Offenders.None(SourceTree.Functions.Where(file => Compared().IsMatch(file.Code)));

    [Fact]
    public void Texts_of_sales_and_alerts_are_the_same_in_a_region()
    {
        var (edition, at) = (SampleContent.Edition, DateTimeOffset.UnixEpoch.AddYears(57));
        var note = new ClaimNote(ClaimEvent.Claimed, "aoki", at, at, "Aoki");
        Assert.Equal(ClaimText.Of(note, edition, "ja"), ClaimText.Of(note, edition, "ja-JP"));
        Assert.NotEqual(ClaimText.Of(note, edition, "en"), ClaimText.Of(note, edition, "ja-JP"));
        var alert = new Alert { Kind = AlertKind.Contact, Product = "car", At = at, OccurredAt = at };
        Assert.Equal(AlertText.Of(alert, edition.Rules, "ja"), AlertText.Of(alert, edition.Rules, "ja-JP"));
        Assert.Equal(("3,000円", "JPY 3,000"), (MoneyText.Of(3000, "JPY", "ja-JP"), MoneyText.Of(3000, "JPY", "en")));
        Assert.Equal(("3.5 EUR", "EUR 3.5"), (MoneyText.Of(3.5m, "EUR", "ja"), MoneyText.Of(3.5m, "EUR", "en")));
    }

    [GeneratedRegex("""[=!]= *"(ja|en)"|, *"(ja|en)"\) *(=>|when)|"(ja|en)" *=>|Equals\("(ja|en)""")]
    private static partial Regex Compared();
}
