using System.Globalization;
using System.Text;
using LeadScoring.Proof;
using LeadScoring.Tests.Journeys;

namespace LeadScoring.Tests.Doors;

/// <summary>The list as a file for a Japanese spreadsheet.</summary>
public sealed class CsvTests
{
    private static readonly string[] Names =
    [
        "山田 花子", "a,b", "say \"hello\"", "two\r\nlines", "=1+1", "+cmd|' /C calc'!A0", "-1", "@SUM(A1)", "＝1+1", "＋1",
        "－1", "＠x", "'quoted", " =1",
    ];

    [Fact]
    public async Task The_file_opens_right_and_runs_nothing()
    {
        await using var brand = await Brand.OpenAsync("2026-11-22T03:00:00Z");
        foreach (var (name, n) in Names.Select((name, n) => (name, n)))
        {
            var email = $"lead{n}@example.jp";
            await brand.PostAsync(
                "/api/campaigns/car-launch-2026/entries", new { email, name, phone = "+81 3 1234 5678" });
            await brand.SettleAsync();
            await brand.PostAsync("/api/reactions", new
            {
                reactions = new[]
                {
                    new { id = "r", email, type = "quote", product = "car", occurredAt = "2026-11-22T02:00:00Z" },
                },
            });
        }
        await brand.SettleAsync();

        using var answer = await brand.Http.GetAsync("/api/leads?format=csv&product=car");
        var bytes = await answer.Content.ReadAsByteArrayAsync();

        Assert.Equal("text/csv; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("leads-20261122-0300.csv", answer.Content.Headers.ContentDisposition!.FileName);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var text = Encoding.UTF8.GetString(bytes.AsSpan(3));
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", text.Replace("\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);

        var rows = Read(text);
        Assert.Equal(Names.Length, rows.Count);
        foreach (var row in rows)
        {
            Assert.All(row.Values, value => Assert.DoesNotMatch("^[=+@\\t\\r\\-＝＋－＠]", value));
            var name = Names[int.Parse(row["email"]["lead".Length..].Split('@')[0], CultureInfo.InvariantCulture)]
                .Trim();
            Assert.Contains(row["name"], new[] { name, "'" + name });
            Assert.Equal("'+81 3 1234 5678", row["phone"]);
            Assert.Matches(@"^\d+\.\d$", row["score"]);
        }
        Assert.Contains(rows, row => row["name"] == "山田 花子");
    }

    [Fact]
    public void Lists_of_mails_are_neutralised_alike()
    {
        var mail = new SendListItem(
            "2027-03-03", "=1+1", "＝1+1", "+1", 1, "＠SUM(A1)", "-1", Outcome.Failed, "@SUM(A1)", 1, null, null, null,
            null);

        var row = Assert.Single(Read(Encoding.UTF8.GetString(SendsCsv.Write([mail]).AsSpan(3))));

        Assert.Equal(
            ["'=1+1", "'＝1+1", "'+1", "'＠SUM(A1)", "'-1", "'@SUM(A1)"],
            new[] { "leadId", "sendId", "scenario", "step", "template", "reason" }.Select(name => row[name]));
    }

    [Fact]
    public async Task A_long_list_goes_on_behind_the_header_X_Next_Cursor()
    {
        await using var brand = await Brand.OpenAsync("2026-11-22T03:00:00Z");
        await brand.PostAsync("/api/reactions", new
        {
            reactions = Enumerable.Range(0, 5).Select(n => new
            {
                id = "r", email = $"lead{n}@example.jp", type = "quote", product = "car",
                occurredAt = "2026-11-22T02:00:00Z",
            }),
        });
        await brand.SettleAsync();

        var (found, cursor) = (new List<string>(), "");
        do
        {
            using var answer = await brand.Http.GetAsync($"/api/leads?format=csv&top=2{cursor}");
            found.AddRange(
                Read((await answer.Content.ReadAsStringAsync()).TrimStart('\uFEFF')).Select(row => row["email"]));
            cursor = answer.Headers.TryGetValues("X-Next-Cursor", out var next) ? "&cursor=" + next.Single() : null;
        }
        while (cursor is not null);

        Assert.Equal(5, found.Count);
        Assert.Equal(5, found.Distinct().Count());
    }

    /// <summary>RFC 4180: fields by commas, records by CRLF, quotes around what holds either, doubled inside.</summary>
    internal static List<Dictionary<string, string>> Read(string text)
    {
        var (records, record, field, quoted) = (
            new List<List<string>>(), new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"' && quoted && i + 1 < text.Length && text[i + 1] == '"') field.Append(text[i++]);
            else if (text[i] == '"') quoted = !quoted;
            else if (quoted || text[i] is not (',' or '\r' or '\n')) field.Append(text[i]);
            else if (text[i] == ',') Close(record, field);
            else if (text[i] == '\n')
            {
                Close(record, field);
                records.Add(record);
                record = [];
            }
        }
        return [.. records.Skip(1)
            .Select(row => records[0].Zip(row).ToDictionary(cell => cell.First, cell => cell.Second))];
    }

    private static void Close(List<string> record, StringBuilder field)
    {
        record.Add(field.ToString());
        field.Clear();
    }
}
