using System.Globalization;
using System.Text.RegularExpressions;

namespace LeadScoring.Docs;

/// <summary>
/// One request of an .http file, with its places still to be filled, and the status its title promises.
/// </summary>
internal sealed record FileRequest(
    string Title, int Promised, string? Name, string Method, string Address,
    IReadOnlyList<string> Headers, string Body)
{
    public string? MediaType => Headers.Select(header => header.Split(':', 2))
        .FirstOrDefault(header => header[0] == "Content-Type")?[1].Split(';')[0].Trim();
}

/// <summary>
/// Pure: reads .http files as editors do, as far as <c>functions/requests.http</c> goes: file variables and requests,
/// whose titles end with what is answered (<c>-> 200</c>).
/// </summary>
internal static partial class RequestsFile
{
    /// <exception cref="FormatException">A title promises no status.</exception>
    public static IReadOnlyList<FileRequest> Read(string text) =>
        [.. Regex.Split(text, "^### ", RegexOptions.Multiline).Skip(1).Select(ReadBlock)];

    public static Dictionary<string, string> Variables(string text) => Variable().Matches(text)
        .ToDictionary(found => found.Groups[1].Value, found => found.Groups[2].Value, StringComparer.Ordinal);

    /// <summary>Replaces what stands in double braces.</summary>
    public static string Fill(string text, Func<string, string> value) =>
        Placeholder().Replace(text, match => value(match.Groups[1].Value));

    private static FileRequest ReadBlock(string block)
    {
        var lines = block.TrimEnd().Split('\n');
        var title = Title().Match(lines[0]);
        if (!title.Success) throw new FormatException($"'{lines[0]}' promises no status: end it with -> 200");
        var start = Array.FindIndex(lines, 1, line => line.Length > 0 && line[0] != '#');
        var end = Array.FindIndex(lines, start, line => line.Length == 0) is > 0 and var blank ? blank : lines.Length;
        var name = lines[1..start].Select(line => Name().Match(line))
            .FirstOrDefault(match => match.Success)?.Groups[1].Value;
        var target = lines[start].Split(' ', 2);
        return new FileRequest(
            title.Groups[1].Value, int.Parse(title.Groups[2].Value, CultureInfo.InvariantCulture), name,
            target[0], target[1], lines[(start + 1)..end], string.Join('\n', lines[end..]).Trim());
    }

    [GeneratedRegex(@"^@(\w+) = (.+)$", RegexOptions.Multiline)]
    private static partial Regex Variable();

    [GeneratedRegex(@"\{\{([^{}]+)\}\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^(.+) -> (\d{3})$")]
    private static partial Regex Title();

    [GeneratedRegex(@"^# @name (\w+)$")]
    private static partial Regex Name();
}
