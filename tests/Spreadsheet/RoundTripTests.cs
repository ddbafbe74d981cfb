using System.Globalization;
using System.Text;
using LeadScoring.Doors;
using LeadScoring.Proof;
using LeadScoring.Tests.Doors;
using LeadScoring.Tests.Journeys;

namespace LeadScoring.Tests.Spreadsheet;

/// <summary>
/// The lists in a real spreadsheet program: every cell arrives as the text it is, nothing is run, and saved again it is
/// the same list.
/// </summary>
public sealed class RoundTripTests : IDisposable
{
    private static readonly string[] Texts =
    [
        "=cmd|' /C calc'!A0", "+1", "-1", "@sum", "=1+1", "=HYPERLINK(\"http://evil.example\";\"x\")", "＝1+1", "＋1",
        "－1", "＠sum", "髙﨑 𠮷野", "山田 花子 😀👨‍👩‍👧", "two\nlines", "a,b", "a;b", "say \"hello\"", "'quoted", "ｶﾅ　全角",
        "１２", "007", "1-2", "3/4", "12-4567", "1e5", "1,000", "5%", "9:30", "TRUE", "3月4日", "Mar 5", "#N/A",
        "(3)", "1 1/2", "１－２",
    ];

    private static readonly string[] Phones =
        ["09012345678", "090-1234-5678", "0312345678", "+81 3 1234 5678", "(03)1234-5678",
        "０９０１２３４５６７８", "00000"];

    /// <summary>What LibreOffice changes, to an American or a Japanese, and what it leaves.</summary>
    private static readonly string[] Changed =
        ["09012345678", "0312345678", "007", "1-2", "12-31", "1-2-3", "31-1-1", "0312-1-2", "0120-1-3", "3/4", "3/4/26",
        "1.2.3", "2026-01-02 10:00", "1-2 10:30", "9:30", "1:2:3", "1,000", "1.000", "1e5", "(3)", "3月4日", "Mar 5",
        "5-Mar-26", "TRUE", "1 1/2", "１２", "１－２", "３/４", "０９０１２３４５６７８"];

    private static readonly string[] Left =
        ["03-1234-5678", "090-1234-5678", "0120-123-456", "0120-12-3456", "045-12-3456", "06-1234-5678", "03-12-1234",
        "12-345-6789", "1-234-5678", "03-1234", "1234-5678", "13-4567", "03.1234.5678", "03/1234/5678", "03 1234 5678",
        "(03)1234-5678", "+81-3-1234-5678", "03-1234-5678 (内線5)", "2026-13-1", "1-32-1", "100-1", "1-0", "3/4 x",
        "3丁目4-5-6", "2026-01-02", "12", "0.5"];

    private readonly Office _office = new();

    [Fact]
    public async Task The_sales_list_comes_back_as_it_was()
    {
        await using var brand = await Brand.OpenAsync("2026-11-22T03:00:00Z");
        foreach (var (name, n) in Texts.Index().Select(at => (at.Item, at.Index)))
        {
            await brand.PostAsync("/api/campaigns/car-launch-2026/entries", new
            {
                email = Address(n), name, phone = Phones[n % Phones.Length],
            });
        }
        await brand.SettleAsync();
        await brand.PostAsync("/api/reactions", new
        {
            reactions = Enumerable.Range(0, Texts.Length).Select(n => new
            {
                id = "r", email = Address(n), type = "quote", product = "car", occurredAt = "2026-11-22T02:00:00Z",
            }),
        });
        await brand.SettleAsync();
        var csv = await brand.Http.GetByteArrayAsync("/api/leads?format=csv&product=car");

        var sheet = await _office.OpenAsync(csv);

        Assert.Equal(Texts.Length, sheet.Count);
        Assert.All(sheet.SelectMany(row => row.Values), cell => Assert.Null(cell.Formula));
        foreach (var row in sheet)
        {
            var n = int.Parse(row["email"].Text["lead".Length..].Split('@')[0], CultureInfo.InvariantCulture);
            AssertKept(Texts[n], row["name"]);
            AssertKept(Phones[n % Phones.Length], row["phone"]);
            Assert.All(
                row.Where(cell => cell.Key is not ("score" or "points" or "coolsOn")),
                cell => Assert.True(cell.Value.IsText, $"{cell.Key}: {cell.Value}"));
            Assert.False(row["score"].IsText);
        }
        var before = CsvTests.Read(Encoding.UTF8.GetString(csv.AsSpan(3)));
        var after = CsvTests.Read((await _office.SaveAsCsvAsync()).Replace("\r\n", "\n", StringComparison.Ordinal));
        string[] persons = ["email", "name", "phone", "why", "stageSince"];
        Assert.Equal(
            before.SelectMany(row => persons.Select(name => row[name])),
            after.SelectMany(row => persons.Select(name => row[name])));
    }

    [Fact]
    public async Task The_list_of_mails_comes_back_as_it_was()
    {
        var mails = Texts.Select(text => new SendListItem(
            "2027-03-03", text, text, text, 1, text, text, Outcome.Failed, text, 1, null, null, null, null));

        var sheet = await _office.OpenAsync(SendsCsv.Write(mails));

        Assert.Equal(Texts.Length, sheet.Count);
        Assert.All(sheet.SelectMany(row => row.Values), cell => Assert.Null(cell.Formula));
        foreach (var (row, text) in sheet.Zip(Texts))
            foreach (var column in new[] { "leadId", "sendId", "scenario", "step", "template", "reason" })
                AssertKept(text, row[column]);
    }

    [Fact]
    public async Task The_program_would_run_a_formula_and_change_a_number()
    {
        var row = Assert.Single(await _office.OpenAsync("name,phone,date\r\n=1+1,09012345678,3/4\r\n"u8.ToArray()));

        Assert.Equal(new Cell("2", false, "1+1"), row["name"]);
        Assert.Equal(new Cell("9012345678", false, null), row["phone"]);
        Assert.False(row["date"].IsText);
    }

    [Theory]
    [InlineData(1033)]
    [InlineData(1041)]
    public async Task What_is_not_marked_would_stay_as_it_is(int language)
    {
        string[] texts = [.. Left.Where(text => text[0] != '+')]; // a plus is the CSV writer's business

        var sheet = await _office.OpenAsync(Raw(texts), language);

        foreach (var (text, row) in texts.Zip(sheet))
        {
            Assert.Equal(text, SpreadsheetText.Kept(text));
            if (text != "2026-01-02") Assert.Equal(text, row["text"].Text); // a date, which says the same
        }
    }

    [Fact]
    public async Task What_is_marked_would_be_changed()
    {
        var american = await _office.OpenAsync(Raw(Changed), 1033);
        var japanese = await _office.OpenAsync(Raw(Changed), 1041);

        foreach (var (text, row) in Changed.Zip(american.Zip(japanese)))
        {
            Assert.Equal("'" + text, SpreadsheetText.Kept(text));
            Assert.True(!row.First["text"].IsText || !row.Second["text"].IsText, $"{text} would stay");
        }
    }

    /// <summary>By Microsoft's account of what its program takes for a date; LibreOffice leaves them.</summary>
    [Theory]
    [InlineData("12-2026")]
    [InlineData("2026-12")]
    [InlineData("31-12-2026")]
    [InlineData("12-45")]
    [InlineData("06-12-3456")]
    [InlineData("March 5")]
    [InlineData("令和8年3月4日")]
    [InlineData("令和元年5月1日")]
    [InlineData("平成30年3月")]
    [InlineData("Ｒ８．３．４")]
    [InlineData("r8/3/4")]
    [InlineData("H30-3-4 9:30")]
    [InlineData("2026年3月4日 9時30分")]
    [InlineData("9時30分")]
    [InlineData("午後9時")]
    [InlineData(".5")]
    [InlineData("．５")]
    public void What_only_Excel_takes_for_a_date_is_marked_too(string text) =>
        Assert.Equal("'" + text, SpreadsheetText.Kept(text));

    [Theory]
    [InlineData("令和")]
    [InlineData("平成 花子")]
    [InlineData("R8")]
    [InlineData("S5-2")]
    [InlineData("H1.2.3.4")]
    [InlineData("午前中")]
    [InlineData("9時から")]
    [InlineData(".")]
    [InlineData("a.5")]
    public void What_only_looks_like_a_day_or_an_hour_stays(string text) =>
        Assert.Equal(text, SpreadsheetText.Kept(text));

    public void Dispose() => _office.Dispose();

    private static byte[] Raw(string[] texts) =>
        Encoding.UTF8.GetBytes("text\r\n" + string.Concat(texts.Select(text => $"\"{text}\"\r\n")));

    private static string Address(int n) => string.Create(CultureInfo.InvariantCulture, $"lead{n}@example.jp");

    /// <summary>With or without the apostrophe that keeps it.</summary>
    private static void AssertKept(string text, Cell cell)
    {
        Assert.True(cell.IsText, $"{text} became {cell}");
        Assert.Contains(cell.Text.Replace("\r\n", "\n", StringComparison.Ordinal), new[] { text, "'" + text });
    }
}
