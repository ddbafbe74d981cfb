using System.Text;
using CsvHelper;

namespace LeadScoring.Imports;

/// <summary>Pure: the cells of one record, as the definition says they are written.</summary>
public sealed class ImportFormat
{
    private const int ShiftJisPage = 932;

    private readonly Encoding _encoding;
    private readonly string _delimiter;
    private readonly CsvReaderOptions _options;

    public ImportFormat(ImportDefinition definition) : this(definition.Delimiter, definition.Encoding)
    {
    }

    public ImportFormat(string delimiter, string encoding)
    {
        _delimiter = delimiter;
        // Both say where bytes are none of theirs, instead of putting a question mark there.
        _encoding = encoding == ImportDefinition.ShiftJis
            ? CodePagesEncodingProvider.Instance.GetEncoding(
                ShiftJisPage, EncoderFallback.ExceptionFallback,
                new IbmTwins(CodePagesEncodingProvider.Instance.GetEncoding(ShiftJisPage)!))!
            : new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        _options = new CsvReaderOptions
        {
            HasHeader = false,
            Separator = IsWhitespace ? ',' : _delimiter[0],
            MalformedData = CsvMalformedDataHandling.Throw,
            IncludeValuesInExceptions = false,
        };
    }

    private bool IsWhitespace => _delimiter == ImportDefinition.Whitespace;

    /// <summary>What stands between fields, for the cutter; null: there are no quotes.</summary>
    public byte? Delimiter => IsWhitespace ? null : (byte)_delimiter[0];

    /// <summary>Trimmed cells; null with the reason. No cells: an empty line.</summary>
    public IReadOnlyList<string>? Cells(ReadOnlySpan<byte> record, out string? problem)
    {
        problem = null;
        string text;
        try
        {
            text = _encoding.GetString(record);
        }
        catch (DecoderFallbackException)
        {
            problem = _encoding is UTF8Encoding
                ? "Is not written in utf-8: say \"encoding\":\"shift_jis\" of a file of a Japanese spreadsheet, or "
                    + "save it as \"CSV UTF-8\"."
                : "Is not written in shift_jis: leave encoding out, or save the file in it.";
            return null;
        }
        if (string.IsNullOrWhiteSpace(text)) return [];
        if (IsWhitespace) return text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (!text.Contains('"', StringComparison.Ordinal))
            return text.Split(_delimiter[0], StringSplitOptions.TrimEntries);
        return Quoted(text, out problem);
    }

    private string[]? Quoted(string text, out string? problem)
    {
        problem = null;
        try
        {
            using var csv = CsvReader.FromText(text, _options);
            if (!csv.Read()) return [];
            var cells = new string[csv.FieldCount];
            for (var at = 0; at < cells.Length; at++) cells[at] = csv.GetString(at).Trim();
            return cells;
        }
        catch (CsvFormatException)
        {
            problem = "Has a quote that is not closed, or text behind a closing quote: within quotes, write \"\".";
            return null;
        }
    }
}
