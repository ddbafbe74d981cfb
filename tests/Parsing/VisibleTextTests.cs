using System.Text;
using LeadScoring.Parsing;

namespace LeadScoring.Tests.Parsing;

/// <summary>What nobody can see is no text.</summary>
public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("\u202e")]
    [InlineData("\u2066 \u2069")]
    [InlineData("\u200b")]
    [InlineData(" \u00ad\ufeff\u2060 ")]
    [InlineData("\u3164")]
    [InlineData("\u3000\ufe0f")]
    public void A_required_text_that_shows_nothing_is_missing(string text)
    {
        var refusals = new Refusals();
        var fields = JsonFields.Parse(Encoding.UTF8.GetBytes($$"""{"owner":"{{text}}"}"""), refusals)!;

        Assert.Null(fields.Text("owner"));
        Assert.False(refusals.Any);
        Assert.Equal(("", ""), (fields.RequiredText("owner"), fields.RequiredOneOf("owner", ["aoki"])));
        Assert.Equal(["Is required."], refusals.ToErrors()["owner"]);
    }

    [Theory]
    [InlineData(" \u202a090-1234-5678\u202c ", "090-1234-5678")]
    [InlineData("青木\u3000真理", "青木\u3000真理")]
    [InlineData("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧")]
    [InlineData("a\u200bb", "a\u200bb")]
    public void What_shows_something_stays_as_it_was_written(string typed, string kept) =>
        Assert.Equal(kept, VisibleText.Of(typed));
}
