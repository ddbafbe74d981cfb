using System.Text;
using LeadScoring.Parsing;

namespace LeadScoring.Tests.Parsing;

public sealed class LocalizedTextTests
{
    [Theory]
    [InlineData("ja", "はい")]
    [InlineData("ja-JP", "はい")]
    [InlineData("en_GB", "yes")]
    [InlineData("fr", "yes")]
    [InlineData("", "yes")]
    [InlineData(null, "yes")]
    public void Speaks_the_language_or_the_next_best(string? locale, string expected) =>
        Assert.Equal(expected, Read("""{"text":{"ja":"はい","en":"yes"}}""").Text!.For(locale));

    [Fact]
    public void Without_english_the_first_language_of_the_file_stands_in() =>
        Assert.Equal("oui", Read("""{"text":{"fr":"oui","ja":"はい"}}""").Text!.For("de"));

    [Theory]
    [InlineData("""{}""", "text", "Is required.")]
    [InlineData("""{"text":{}}""", "text", "Must hold the text in at least one language")]
    [InlineData("""{"text":"hello"}""", "text", "Must be an object, but is text.")]
    [InlineData("""{"text":{"en":""}}""", "text.en", "Is required.")]
    [InlineData("""{"text":{"en":5}}""", "text.en", "Must be text in quotes, but is a number.")]
    [InlineData("""{"text":{"English":"yes"}}""", "text.English", "Must be a locale like ja, en or zh-TW.")]
    public void What_is_not_a_text_in_languages_is_refused(string json, string path, string reason)
    {
        var errors = Read(json).Refusals.ToErrors();

        Assert.StartsWith(reason, Assert.Single(errors[path]));
    }

    private static (LocalizedText? Text, Refusals Refusals) Read(string json)
    {
        var refusals = new Refusals();
        var fields = JsonFields.Parse(Encoding.UTF8.GetBytes(json), refusals)!;
        return (LocalizedText.ReadRequired(fields, "text"), refusals);
    }
}
