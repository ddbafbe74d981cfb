using System.Text.RegularExpressions;
using LeadScoring.Imports;
using LeadScoring.Tests.Journeys;

namespace LeadScoring.Tests.Imports;

/// <summary>What is wrong with a line, in the language of who mends it.</summary>
public sealed partial class ImportFaultsTests
{
    [Theory]
    [InlineData("amount: Must be a number like 1234.50, but is '12,50': say its decimal sign in decimal.",
        "amount：数値として読めません。小数点の記号を decimal で指定してください。（値：12,50）")]
    [InlineData("product: Must be one of car, camper.", "product：次のいずれかにしてください：car, camper。")]
    [InlineData("Is of the order of line 7, which cannot be taken.", "同じ注文の7行目にエラーがあります。")]
    [InlineData("currency: Must be JPY, the currency of product car: convert it before sending.",
        "currency：通貨がJPYではありません（商品ラインcarの通貨）。換算してから取り込んでください。")]
    [InlineData("quantity: Must be from 0 to 1000000, but is -2.", "quantity：0から1000000までの値にしてください（現在の値：-2）。")]
    [InlineData("A sentence of tomorrow.", "A sentence of tomorrow.")]
    public void Japanese_names_field_value_and_what_to_do(string english, string japanese)
    {
        Assert.Equal(japanese, ImportFaults.In(english, "ja"));
        Assert.Equal(english, ImportFaults.In(english, "en"));
    }

    [Theory]
    [InlineData("purchases", "email,day,amount,product,currency,campaign,sku,quantity,no", new[]
    {
        ",2026-03-05,100,,,,,,", "nobody,2026-03-05,100,,,,,,", "a@example.jp,,100,,,,,,", "a@example.jp,x,100,,,,,,",
        "a@example.jp,2026-13-45,100,,,,,,", "a@example.jp,2099-03-05,100,,,,,,", "a@example.jp,1969-03-05,100,,,,,,",
        "a@example.jp,2026-03-05,,,,,,,", "a@example.jp,2026-03-05,ten,,,,,,",
        "a@example.jp,2026-03-05,\"12,50\",,,,,,",
        "a@example.jp,2026-03-05,-5,,,,,,", "a@example.jp,2026-03-05,100,boat,,,,,",
        "a@example.jp,2026-03-05,100,,USD,,,,", "a@example.jp,2026-03-05,100,,YEN4,,,,",
        "a@example.jp,2026-03-05,100,,,none,,,", "a@example.jp,2026-03-05,100,,,,s,-1,",
        "a@example.jp,2026-03-05,100,,,,s,some,", "email,day,amount,product,currency,campaign,sku,quantity,no",
        "a@example.jp,2026-03-05,100,,,,,,\"x", "b@example.jp,2026-03-05,100,,,,,,7",
        "b@example.jp,2026-03-05,200,,,,,,7",
    })]
    [InlineData("leads", "email,day,phone,name,locale,city", new[]
    {
        "a@example.jp,2026-03-05,call me,,,", "a@example.jp,2026-03-05,,\u0007,,", "a@example.jp,2026-03-05,,,xx,",
        "a@example.jp,2026/99/99,,,,", "@example.jp,2026-03-05,,,,",
    })]
    [InlineData("reactions", "email,day,type,no", new[]
    {
        "a@example.jp,2026-03-05,unheard,", "a@example.jp,2026-03-05,outcome-won,", "a@example.jp,2026-03-05,,",
    })]
    public async Task Every_wrong_line_is_told_of_in_Japanese_too(string kind, string header, string[] lines)
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z");
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["day"] = kind == "leads" ? "updatedAt" : "occurredAt", ["no"] = "id", ["campaign"] = "campaignId",
            ["city"] = "attributes.city",
        };
        var shown = await brand.ImportAsync(new
        {
            id = "wrong", kind, product = "car",
            mapping = header.Split(',').ToDictionary(name => fields.GetValueOrDefault(name, name), name => name),
        }, string.Join('\n', [header, .. lines]));

        var english = shown["errors"]!.AsArray().SelectMany(error => error!["errors"]!.AsArray()).ToList();
        var japanese = (await brand.GetAsync("/api/imports/wrong?lang=ja"))["errors"]!.AsArray()
            .SelectMany(error => error!["errors"]!.AsArray()).Select(fault => (string)fault!).ToList();
        Assert.InRange(english.Count, Math.Min(20, lines.Length - 1), 25);
        Assert.Equal(english.Count, japanese.Count);
        Assert.All(japanese, fault => Assert.Matches(JapaneseLetters(), fault));
        var file = await brand.Http.GetStringAsync("/api/imports/wrong/errors?lang=ja");
        Assert.All(japanese, fault => Assert.Contains(
            fault.Replace("\"", "\"\"", StringComparison.Ordinal), file, StringComparison.Ordinal));
        Assert.Equal((int)shown["import"]!["lines"]!["rejected"]!, file.Split('\n').Count(line => line.Length > 1) - 1);
    }

    [GeneratedRegex(@"[\p{IsHiragana}\p{IsKatakana}]")]
    private static partial Regex JapaneseLetters();
}
