namespace LeadScoring.Imports;

/// <summary>
/// One record of a file: its bytes without the line end, where the next one begins, the line ends it holds, and whether
/// it is whole (else a quote in it was never closed, or it is too long).
/// </summary>
public readonly record struct RecordCut(int Length, int Next, int Lines, bool IsWhole);

/// <summary>
/// Pure: cuts bytes into records (RFC 4180: a line end within quotes ends none). Works on bytes, since in UTF-8 and in
/// Shift_JIS line ends, quotes and commas are never half of another character; so where a slice of work ends is a
/// plain offset of the file.
/// </summary>
public static class RecordCutter
{
    /// <summary>Of a record that can be read, in bytes.</summary>
    public const int Longest = 64 * 1024;

    /// <summary>
    /// The first record; null where more bytes are needed to see its end. One with a quote that is never closed ends at
    /// its first line end, so that it takes no others with it.
    /// </summary>
    /// <param name="bytes">From the beginning of the record on.</param>
    /// <param name="isEnd">Whether the file ends with them.</param>
    /// <param name="delimiter">Between fields; null: no quoting.</param>
    public static RecordCut? First(ReadOnlySpan<byte> bytes, bool isEnd, byte? delimiter)
    {
        var (quoted, atStart, lines) = (false, true, 1);
        for (var at = 0; at < bytes.Length && at <= Longest; at++)
        {
            var one = bytes[at];
            if (quoted)
            {
                if (one == '\n') lines++;
                if (one != '"') continue;
                if (at + 1 == bytes.Length && !isEnd) return null;
                if (at + 1 < bytes.Length && bytes[at + 1] == '"') at++;
                else quoted = false;
            }
            else if (one == '\n') return new RecordCut(WithoutReturn(bytes, at), at + 1, lines, true);
            else if (one == '"' && atStart && delimiter is not null) (quoted, atStart) = (true, false);
            else atStart = one == delimiter;
        }
        if (bytes.Length > Longest || isEnd && quoted) return Broken(bytes, isEnd);
        return isEnd ? new RecordCut(WithoutReturn(bytes, bytes.Length), bytes.Length, lines, true) : null;
    }

    private static RecordCut? Broken(ReadOnlySpan<byte> bytes, bool isEnd)
    {
        var end = bytes.IndexOf((byte)'\n');
        if (end < 0 && !isEnd) return null;
        if (end < 0) return new RecordCut(bytes.Length, bytes.Length, 1, false);
        // One that ends here could be read, but for its quote.
        return new RecordCut(WithoutReturn(bytes, end), end + 1, 1, false);
    }

    private static int WithoutReturn(ReadOnlySpan<byte> bytes, int end) =>
        end > 0 && bytes[end - 1] == '\r' ? end - 1 : end;
}
