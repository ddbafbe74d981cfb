namespace LeadScoring.Imports;

/// <summary>Reads records of a file from an offset on, and never holds more of it than a few rows.</summary>
public sealed class FileReader(ImportStore store)
{
    /// <summary>A line without an end is cut here, so that a file without line ends fills no memory.</summary>
    private const int MostBytes = 4 * 1024 * 1024;

    private static readonly byte[] Utf8Mark = [0xEF, 0xBB, 0xBF];

    /// <summary>So many records, less at the end of the file; empty lines are none.</summary>
    public async Task<ImportSlice> ReadAsync(ImportState import, int most, CancellationToken cancel)
    {
        var format = new ImportFormat(import.Definition);
        var (records, offset, line) = (new List<ImportRecord>(), import.Offset, import.Line);
        var total = import.Parts.Sum(part => part.Bytes);
        var rows = store.ReadAsync(import, offset, cancel).GetAsyncEnumerator(cancel);
        await using var _ = rows;
        byte[] bytes = [];
        var (at, isMore) = (0, true);
        while (records.Count < most && offset < total)
        {
            var isEnd = offset + bytes.Length - at >= total || bytes.Length - at > MostBytes;
            if (Cut(bytes.AsSpan(at), isEnd, format, offset == 0, line) is not var (record, next, lines))
            {
                isMore = isMore && await rows.MoveNextAsync();
                bytes = isMore ? [.. bytes.AsSpan(at), .. rows.Current] : bytes[at..];
                at = 0;
                continue;
            }
            (at, offset, line) = (at + next, offset + next, line + lines);
            if (record is not { Cells.Count: 0 }) records.Add(record);
        }
        return new ImportSlice(records, offset, line);
    }

    /// <summary>
    /// The next record, the bytes up to the one behind it, and its lines; null: more bytes are needed.
    /// </summary>
    private static (ImportRecord Record, int Next, int Lines)? Cut(
        ReadOnlySpan<byte> bytes, bool isEnd, ImportFormat format, bool isBeginning, int line)
    {
        var mark = isBeginning && bytes.StartsWith(Utf8Mark) ? Utf8Mark.Length : 0;
        if (bytes.IsEmpty || RecordCutter.First(bytes[mark..], isEnd, format.Delimiter) is not { } cut) return null;
        string? problem = null;
        IReadOnlyList<string>? cells = null;
        if (cut.Length > RecordCutter.Longest)
            problem = $"Is longer than {RecordCutter.Longest / 1024} kB: is the delimiter or a quote wrong?";
        else if (!cut.IsWhole)
            problem = "Has a quote that is not closed: within quotes, write \"\".";
        else
            cells = format.Cells(bytes.Slice(mark, cut.Length), out problem);
        return (new ImportRecord(line, cells, problem), mark + cut.Next, cut.Lines);
    }
}
