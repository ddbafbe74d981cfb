using System.Globalization;
using CsvHelper;

namespace LeadScoring.Doors;

/// <summary>
/// A list as a file that opens right in a Japanese spreadsheet: UTF-8 with BOM, CRLF, RFC 4180 quoting; a text that a
/// spreadsheet would run as a formula (<c>= + - @</c>, tab, return at its start) is neutralised with an apostrophe, and
/// so are their full-width forms, which a Japanese Excel takes for the same, and what it would take for a number or a
/// date (<see cref="SpreadsheetText"/>).
/// </summary>
public static class SpreadsheetCsv
{
    private static readonly CsvWriterOptions Format = new()
    {
        WriteByteOrderMark = true,
        Injection = CsvInjection.Escape,
        FormatProvider = CultureInfo.InvariantCulture,
    };

    /// <param name="header">The names of the columns.</param>
    /// <param name="rows">What is listed.</param>
    /// <param name="write">Writes the fields of one row.</param>
    public static byte[] Of<T>(string[] header, IEnumerable<T> rows, Action<CsvWriter, T> write)
    {
        using var buffer = new MemoryStream();
        using (var csv = CsvWriter.Create(buffer, Format, leaveOpen: true))
        {
            csv.WriteHeader(header);
            foreach (var row in rows)
            {
                write(csv, row);
                csv.EndRecord();
            }
        }
        return buffer.ToArray();
    }

    public static void WriteTexts(this CsvWriter csv, IEnumerable<string?> texts)
    {
        foreach (var text in texts) csv.WriteField(SpreadsheetText.Kept(text));
    }

    public static string? Time(DateTimeOffset? at) =>
        at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
