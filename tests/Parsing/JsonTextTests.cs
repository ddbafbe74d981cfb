using System.Text;
using LeadScoring.Parsing;

namespace LeadScoring.Tests.Parsing;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("""{"a":1,"b":{"c":1,"c":2}}""", "The field 'c' is given twice")]
    [InlineData("""{"a":1,"\u0061":2}""", "The field 'a' is given twice")]
    [InlineData("""{"\uDE00":1}""", "escapes that are no text")]
    [InlineData("""{"a":"\ud83d"}""", "escapes that are no text")]
    [InlineData("""{"a":"\ud83d" """, "escapes that are no text")]
    [InlineData("""{"a":"\ud83d\ude00" """, "Not valid JSON at line 1")]
    [InlineData("{\"a\":1,\n]", "Not valid JSON at line 2")]
    [InlineData("", "Not valid JSON")]
    public void What_cannot_be_read_later_is_refused_with_the_reason(string json, string reason)
    {
        var refusals = new Refusals();

        Assert.Null(JsonFields.Parse(Encoding.UTF8.GetBytes(json), refusals));

        var error = Assert.Single(refusals.ToErrors());
        Assert.Equal("", error.Key);
        Assert.Contains(reason, Assert.Single(error.Value), StringComparison.Ordinal);
    }

    [Fact]
    public void Whole_characters_pass_however_they_are_written()
    {
        var fields = JsonFields.Parse("""{"a":"\ud83d\ude00 山田"}"""u8.ToArray(), new Refusals());

        Assert.Equal("😀 山田", fields!.Text("a"));
    }
}
