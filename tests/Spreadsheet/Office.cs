using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;
using LeadScoring.Tests.Storage;

namespace LeadScoring.Tests.Spreadsheet;

/// <summary>One cell of a sheet: what it shows, whether it is text, and its formula where it has one.</summary>
internal sealed record Cell(string Text, bool IsText, string? Formula);

/// <summary>
/// LibreOffice without a screen, in a profile of its own; where there is none, its tests show as skipped.
/// </summary>
internal sealed class Office : IDisposable
{
    /// <summary>
    /// Comma, quotes, UTF-8; as greedy as it can be set: a quoted field may be a number, numbers may be dates, and what
    /// looks like a formula is one.
    /// </summary>
    private static string ReadsCsv(int language) => string.Create(
        CultureInfo.InvariantCulture, $"CSV:44,34,76,1,,{language},false,true,false,false,false,0,true");

    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private readonly TemporaryFolder _folder = new();

    /// <summary>The cells of the file as the program has read them, by row, then by the column's name.</summary>
    /// <param name="csv">The file.</param>
    /// <param name="language">Of its reader, by Windows' number: 0 the machine's, 1033 American, 1041 Japanese.</param>
    public async Task<List<Dictionary<string, Cell>>> OpenAsync(byte[] csv, int language = 0)
    {
        await File.WriteAllBytesAsync(_folder.File("list.csv"), csv);
        await ConvertAsync("list.csv", "xlsx", "--infilter=" + ReadsCsv(language));
        using var book = ZipFile.OpenRead(_folder.File("list.xlsx"));
        var texts = Part(book, "xl/sharedStrings.xml").Elements(Main + "si")
            .Select(text => string.Concat(text.Descendants(Main + "t").Select(part => part.Value))).ToList();
        var rows = Part(book, "xl/worksheets/sheet1.xml").Descendants(Main + "row")
            .Select(row => row.Elements(Main + "c").ToDictionary(ColumnOf, cell => Read(cell, texts))).ToList();
        return [.. rows.Skip(1).Select(row => rows[0].ToDictionary(
            head => head.Value.Text, head => row.GetValueOrDefault(head.Key) ?? new Cell("", true, null)))];
    }

    /// <summary>The sheet that was opened, written as CSV by the program.</summary>
    public async Task<string> SaveAsCsvAsync()
    {
        await ConvertAsync("list.xlsx", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false");
        return await File.ReadAllTextAsync(_folder.File("list.csv"));
    }

    public void Dispose() => _folder.Dispose();

    private async Task ConvertAsync(string file, string format, params string[] more)
    {
        using var program = Start(
        [
            "-env:UserInstallation=" + new Uri(_folder.File("profile")), "--headless", .. more, "--convert-to", format,
            "--outdir", _folder.File(""), _folder.File(file),
        ]);
        var said = await Task.WhenAll(program.StandardOutput.ReadToEndAsync(), program.StandardError.ReadToEndAsync());
        await program.WaitForExitAsync();
        Assert.True(program.ExitCode == 0, string.Join('\n', said));
    }

    private static Process Start(string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("soffice", arguments)
            {
                RedirectStandardOutput = true, RedirectStandardError = true,
            })!;
        }
        catch (Win32Exception)
        {
            Assert.Skip("There is no LibreOffice on this machine.");
            throw;
        }
    }

    private static XElement Part(ZipArchive book, string name)
    {
        using var part = book.GetEntry(name)!.Open();
        return XDocument.Load(part, LoadOptions.PreserveWhitespace).Root!;
    }

    private static string ColumnOf(XElement cell) => cell.Attribute("r")!.Value.TrimEnd([.. "0123456789"]);

    private static Cell Read(XElement cell, List<string> texts)
    {
        var (isText, value) = (cell.Attribute("t")?.Value == "s", cell.Element(Main + "v")?.Value ?? "");
        return new Cell(
            isText ? texts[int.Parse(value, CultureInfo.InvariantCulture)] : value,
            isText || value.Length == 0, cell.Element(Main + "f")?.Value);
    }
}
