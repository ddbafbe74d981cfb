using System.Text.Json;
using LeadScoring.Imports;

namespace LeadScoring.Tests.Imports;

/// <summary>What the first lines of files look like, as they come out of shops and spreadsheets.</summary>
public sealed class SuggestedMappingTests
{
    [Theory]
    [InlineData(
        "Email;Order ID;Date;Total;Lineitem sku\na@x.jp;1;05.03.2026;1.234,50;s\nb@x.jp;2;31.12.2026;2,00;s\n",
        """
        {"amount":{"column":"Total","decimal":","},"email":"Email","id":"Order ID",
         "occurredAt":{"column":"Date","format":"d.M.yyyy"},"sku":"Lineitem sku"}
        """)]
    [InlineData(
        "\"メールアドレス\",\"金額, 税込\",\"注文日\"\r\n\"a@x.jp\",\"1,200\",\"2026/3/5\"\r\n",
        """{"email":"メールアドレス","occurredAt":"注文日"}""")]
    [InlineData("Mail\tDate\tAmount\na@x.jp\t3/25/2026\t5\n", """
        {"amount":"Amount","email":"Mail","occurredAt":{"column":"Date","format":"M/d/yyyy"}}
        """)]
    [InlineData("Mail,Date,Amount\na@x.jp,3/5/2026,5\n", """{"amount":"Amount","email":"Mail","occurredAt":"Date"}""")]
    [InlineData("a@x.jp,2026-03-05,5\nb@x.jp,2026-03-06,6\n", """{"email":1,"occurredAt":2}""")]
    [InlineData("Mail\t金額\t商品\na@x.jp\t\\3,850,000\tcar\nb@x.jp\t4,120,000円\tboat\nc@x.jp\t12,50\tcar\n", """
        {"amount":"金額","email":"Mail","product":"商品"}
        """)]
    [InlineData("a@x.jp,2026-03-05,camper\n", """{"email":1,"occurredAt":2,"product":3}""")]
    [InlineData("", "{}")]
    public void Columns_are_guessed_with_how_days_and_amounts_are_written(string sample, string mapping)
    {
        var suggested = SuggestedMapping.Of(ImportKind.Purchases, sample, ["car", "camper"]);

        Assert.Equal(
            JsonSerializer.Serialize(JsonDocument.Parse(mapping).RootElement),
            JsonSerializer.Serialize(JsonSerializer.SerializeToElement(suggested.Mapping)));
    }

    [Fact]
    public void The_last_line_of_a_sample_may_be_cut_and_a_quoted_comma_parts_nothing()
    {
        var suggested = SuggestedMapping.Of(
            ImportKind.Leads, "mail,\"last, first\"\na@x.jp,\"b, c\"\nd@x.jp,\"e", []);

        Assert.Equal(["mail", "last, first"], suggested.Columns);
        Assert.Equal(["a@x.jp", "b, c"], Assert.Single(suggested.Sample));
    }
}
