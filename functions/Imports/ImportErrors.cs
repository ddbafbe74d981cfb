namespace LeadScoring.Imports;

/// <summary>Pure: what is told of lines that count nowhere; no value of it says who somebody is.</summary>
public static class ImportErrors
{
    /// <param name="lines">Lines and orders, as they were understood.</param>
    /// <param name="verdicts">What became of each, by its (first) line.</param>
    public static IEnumerable<ImportError> Of(
        IEnumerable<ParsedLine> lines, IReadOnlyDictionary<int, LineVerdict> verdicts) =>
        from line in lines
        let verdict = verdicts[line.Line]
        where verdict.Verdict == Verdict.Rejected
        let first = new ImportError(
            line.Line, TextOf(line), line.Item is null ? line.Errors : [verdict.Why!])
        from number in line.Lines ?? [line.Line]
        select number == line.Line ? first : new ImportError(
            number, "", [$"Is of the order of line {line.Line}, which cannot be taken."]);

    private static string TextOf(ParsedLine line) => string.Join("; ", line.Values
        .Where(value => !ImportFields.IsPersonal(value.Key))
        .Select(value => $"{value.Key}={HarmlessText.Of(value.Value)}"));
}
