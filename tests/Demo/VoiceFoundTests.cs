using LeadScoring.Demo;
using LeadScoring.Tests.Publishing;

namespace LeadScoring.Tests.Demo;

/// <summary>What the simulated customers speak of is what the themes of the shipped content hear.</summary>
public sealed class VoiceFoundTests
{
    private const int People = 4000;
    private static readonly DateTimeOffset Start = new(2025, 11, 20, 0, 0, 0, TimeSpan.FromHours(9));

    [Fact]
    public void Each_sentence_is_heard_as_what_it_is_about_in_both_languages() =>
        Assert.All(Truth.Usual.Themes, theme => Assert.All(theme.Texts, text => Assert.All(
            new[] { text.Ja, text.En }, said => Assert.Contains(theme.Id, Heard(said, theme.Product ?? "car")))));

    [Fact]
    public void The_themes_are_found_in_their_true_order_and_one_that_nobody_means_is_the_least()
    {
        var said = Enumerable.Range(0, People)
            .Select(index => Person.Of(index, 1, People, 366, Truth.Usual))
            .Where(person => person is { Product: "camper", CustomerFor: not null })
            .SelectMany(person => new Life(person, Truth.Usual, 1, Start, (_, _) => []).Day(0))
            .OfType<Reacts>().Where(act => act is { Type: "feedback", Text: not null }).ToList();
        var praises = Counted(said.Where(one => one.Rating > 3));
        var complaints = Counted(said.Where(one => one.Rating <= 3));

        Assert.Equal(Order(isPraise: true), praises.Take(2));
        Assert.Equal(Order(isPraise: false), complaints.Take(3));
        Assert.Equal("delivery", complaints[3]); // said of the desk at which they waited
    }

    private static IEnumerable<string> Order(bool isPraise) => Truth.Usual.Themes
        .Where(theme => theme.IsPraise == isPraise && theme.IsOf("camper")).GroupBy(theme => theme.Id)
        .OrderByDescending(theme => theme.Sum(one => one.Share)).Select(theme => theme.Key);

    private static List<string> Counted(IEnumerable<Reacts> said) =>
        [.. said.SelectMany(one => Heard(one.Text!, one.Product)).GroupBy(id => id)
            .OrderByDescending(theme => theme.Count()).Select(theme => theme.Key)];

    private static IEnumerable<string> Heard(string text, string product) =>
        SampleContent.Edition.Voice.Match(text, product).Where(match => match.Holds).Select(match => match.Theme.Id);
}
