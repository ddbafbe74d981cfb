using System.Text;
using LeadScoring.Parsing;
using LeadScoring.Voice;

namespace LeadScoring.Tests.Voice;

public sealed class ThemeTests
{
    private const string Price = """
        { "id": "price", "label": { "en": "Price" }, "words": ["高い", "値段", "price*", "cost", "too much"],
          "not": ["品質が高い"] }
        """;

    [Theory]
    [InlineData("値段が気になる", "値段")]
    [InlineData("ちょっと高いかな", "高い")]
    [InlineData("品質が高いけれど、値段も高い", "高い,値段")]
    [InlineData("The PRICING is odd", null)]
    [InlineData("Ｐｒｉｃｅｓ are odd", "price*")]
    [InlineData("EVのcostは?", "cost")]
    [InlineData("costly, but accosted", null)]
    [InlineData("Too   much!", "too much")]
    [InlineData("品質が高い", null)]
    [InlineData("", null)]
    public void A_text_has_a_theme_by_words_of_it_that_stand_outside_of_what_is_not_meant(string text, string? words)
    {
        var match = Read(Price).Match(text, null).SingleOrDefault(one => one.Holds);
        Assert.Equal(words, match is null ? null : string.Join(',', match.Words));
    }

    [Fact]
    public void A_word_that_stands_only_in_a_phrase_that_is_not_meant_is_told_as_held_back() =>
        Assert.Equal(["高い"], Read(Price).Match("品質が高い", null).Single().HeldBack);

    [Fact]
    public void A_theme_about_a_product_line_is_found_there_only()
    {
        var rules = Read("""{ "id": "range", "label": { "en": "Range" }, "words": ["range"], "about": ["car"] }""");
        Assert.Empty(rules.Match("What range?", "camper"));
        Assert.Single(rules.Match("What range?", "car"));
    }

    [Theory]
    [InlineData("\"words\": []", "themes[0].words: Is required: name at least one word.")]
    [InlineData("\"words\": [\"a\"]",
        "themes[0].words[0]: Must have two letters or more: one would be found everywhere.")]
    [InlineData("\"words\": [\"高*\"]",
        "themes[0].words[0]: Is Japanese and found anywhere in the text: leave the * out.")]
    [InlineData("\"words\": [\"a*b\"]", "themes[0].words[0]: May have a * at its end only.")]
    [InlineData("\"words\": [\"カメラ\", \"ｶﾒﾗ\"]",
        "themes[0].words[1]: Says the same as a word before it: widths and kana are one.")]
    [InlineData("\"words\": [\"高い\"], \"not\": [\"安い\"]",
        "themes[0].not: Must be phrases with one of the words in them, but '安い' has none.")]
    [InlineData("\"words\": [\"高い\"], \"no\": []",
        "themes[0].no: Is not a known field: the fields here are id, label, words, not, about.")]
    public void A_mistake_is_told_with_its_place_and_what_to_do(string words, string message) =>
        Assert.Equal([message], Problems($$"""{ "id": "x", "label": { "en": "X" }, {{words}} }"""));

    [Fact]
    public void Two_themes_of_one_id_and_the_name_for_no_theme_are_refused()
    {
        const string none = """{ "id": "none", "label": { "en": "X" }, "words": ["xx"] }""";
        Assert.Equal(
            ["themes: Must name each theme once, but 'none' stands here 2 times.",
             "themes[0].id: Is the name for words without a theme: choose another.",
             "themes[1].id: Is the name for words without a theme: choose another."],
            Problems(none + ", " + none));
    }

    internal static VoiceRules Read(string themes)
    {
        var refusals = new Refusals();
        var rules = VoiceRules.Read(Fields(themes, refusals));
        Assert.False(refusals.Any);
        return rules;
    }

    private static List<string> Problems(string themes)
    {
        var refusals = new Refusals();
        VoiceRules.Read(Fields(themes, refusals));
        return [.. refusals.ToErrors().SelectMany(error => error.Value.Select(text => $"{error.Key}: {text}"))
            .Order(StringComparer.Ordinal)];
    }

    private static JsonFields Fields(string themes, Refusals refusals) =>
        JsonFields.Parse(Encoding.UTF8.GetBytes($$"""{ "themes": [{{themes}}] }"""), refusals)!;
}
