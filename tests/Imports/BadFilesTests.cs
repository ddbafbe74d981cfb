using System.Text;
using LeadScoring.Imports;
using LeadScoring.Tests.Journeys;

namespace LeadScoring.Tests.Imports;

/// <summary>Files as they come out of spreadsheets and old systems, and files that are none.</summary>
public sealed class BadFilesTests
{
    private static readonly object Definition = new
    {
        id = "people", kind = "leads", mapping = new { email = "メール", name = "氏名" },
    };

    [Fact]
    public void Records_are_the_same_wherever_the_bytes_are_cut()
    {
        var bytes = Encoding.UTF8.GetBytes("a,\"b\r\nb\",c\r\n\r\n\"x\"\"y\",é\"z,\n\"open,1\nlast,2");
        var whole = Cut(bytes, bytes.Length);
        Assert.Equal(["a,\"b\r\nb\",c", "", "\"x\"\"y\",é\"z,", "!\"open,1", "last,2"], whole);
        for (var size = 1; size < bytes.Length; size++) Assert.Equal(whole, Cut(bytes, size));
    }

    [Fact]
    public void A_record_without_an_end_takes_no_more_than_its_line()
    {
        var bytes = Encoding.UTF8.GetBytes($"{new string('x', 1_000_000)}\nnext,1\n");

        var first = RecordCutter.First(bytes, isEnd: true, (byte)',')!.Value;

        Assert.Equal((1_000_000, 1_000_001, false), (first.Length, first.Next, first.IsWhole));
        Assert.Equal(6, RecordCutter.First(bytes.AsSpan(first.Next), isEnd: true, (byte)',')!.Value.Length);
    }

    [Fact]
    public async Task Shift_JIS_with_a_second_header_a_formula_and_a_broken_line_is_read_line_by_line()
    {
        const string Text = "メール,氏名\r\nhanako@example.jp,表示ソ太郎\r\nメール,氏名\r\n"
            + "taro@example.jp,=1+1\r\n\r\nshort\r\n\"jiro@example.jp,x\r\nshiro@example.jp,四郎\r\n";
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z");
        var definition = System.Text.Json.JsonSerializer.SerializeToNode(Definition)!;
        definition["encoding"] = "shift_jis";
        await brand.PostAsync("/api/imports", definition, 201);
        await brand.PutFileAsync("people", CodePagesEncodingProvider.Instance.GetEncoding(932)!.GetBytes(Text));

        var shown = await brand.StartAsync("people");

        Assert.Equal((6, 3, 0, 0, 3), ImportBrand.Lines(shown));
        Assert.Equal([3, 6, 7], shown["errors"]!.AsArray().Select(error => (int)error!["line"]!));
        Assert.Equal("表示ソ太郎", (string?)(await brand.FindAsync("hanako@example.jp"))["name"]);
        Assert.Equal("=1+1", (string?)(await brand.FindAsync("taro@example.jp"))["name"]);
    }

    [Theory]
    [InlineData("FBFCFAB1", "髙﨑")]
    [InlineData("EEE0ED95", "髙﨑")] // as another program writes them
    [InlineData("EEEF8145", "ⅰ・")]
    [InlineData("81FF", null)]
    [InlineData("814582", null)]
    public void Shift_JIS_is_what_its_programs_write_and_nothing_else(string bytes, string? text)
    {
        var format = new ImportFormat(",", ImportDefinition.ShiftJis);

        var cells = format.Cells(Convert.FromHexString(bytes), out var problem);

        Assert.Equal(text is null ? null : [text], cells);
        Assert.Equal(text is null, problem is not null);
    }

    [Fact]
    public async Task Money_and_days_are_read_as_people_write_them_and_never_a_hundred_times_too_much()
    {
        const string File = "mail;day;sum\r\na@example.jp;2026/3/5;１，２００円\r\n\r\n"
            + "a@example.jp;2026年3月5日;¥ 1,234.50\r\n"
            + "a@example.jp;2026/3/5;12,50\r\na@example.jp;2026/3/5;1.234,5\r\na@example.jp;2026/3/5;▲100\r\n"
            + "a@example.jp;5.3.2026;100\r\n";
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z");

        var shown = await brand.ImportAsync(new
        {
            kind = "purchases", product = "car", delimiter = ";",
            mapping = new { email = "mail", occurredAt = "day", amount = "sum" },
        }, File);

        Assert.True(ImportBrand.Lines(shown) == (6, 2, 0, 0, 4), shown["errors"]!.ToJsonString());
        Assert.Equal([5, 6, 7, 8], shown["errors"]!.AsArray().Select(error => (int)error!["line"]!));
        Assert.Contains(
            "say its decimal sign", (string?)shown["errors"]![0]!["errors"]![0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_such_file_is_refused_with_what_to_do()
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z");
        await brand.PostAsync("/api/imports", Definition, 201);
        await brand.PostAsync("/api/imports", Definition, 201);
        await brand.PostAsync(
            "/api/imports", new { id = "people", kind = "leads", mapping = new { email = "x" } }, 409);
        await brand.PostAsync("/api/imports", new { kind = "leads", mapping = new { mail = "x", email = "y" } }, 400);
        await brand.PutFileAsync("people", [], status: 400);
        await brand.PutFileAsync("people", [0xFF, 0xFE, 0x41, 0], status: 400);
        await brand.PutFileAsync("people", [(byte)'P', (byte)'K', 3, 4, 0], status: 400);
        await brand.PutFileAsync("nobody", [1], status: 404);

        await brand.PutFileAsync("people", Encoding.UTF8.GetBytes("\uFEFFmail,氏名\na@example.jp,A\n"));
        var refused = await brand.PostAsync("/api/imports/people/start", new { dryRun = true }, 400);
        Assert.Contains("mail, 氏名", (string?)refused["errors"]!["mapping.email"]![0]!, StringComparison.Ordinal);
        const string Mended = "\uFEFFメール,氏名\na@example.jp,A\nb@example.jp,\u0000\n";
        await brand.PutFileAsync("people", Encoding.UTF8.GetBytes(Mended));
        Assert.Equal((2, 1, 0, 0, 1), ImportBrand.Lines(await brand.StartAsync("people", dryRun: true)));

        // Whoever never starts it leaves no addresses behind.
        await brand.AdvanceAsync("P8D");
        Assert.Empty((await brand.GetAsync("/api/imports/people"))["import"]!["parts"]!.AsArray());
    }

    /// <summary>As a reader does that gets so many bytes at a time.</summary>
    private static List<string> Cut(byte[] bytes, int size)
    {
        var (records, at, seen) = (new List<string>(), 0, 0);
        while (at < bytes.Length)
        {
            if (RecordCutter.First(bytes.AsSpan(at, seen - at), seen == bytes.Length, (byte)',') is not { } cut)
            {
                seen = Math.Min(bytes.Length, seen + size);
                continue;
            }
            records.Add((cut.IsWhole ? "" : "!") + Encoding.UTF8.GetString(bytes, at, cut.Length));
            at += cut.Next;
        }
        return records;
    }
}
