using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LeadScoring.Tests.Conventions;

/// <summary>One request of an .http file and the status its title promises.</summary>
internal sealed record FileRequest(
    string Title, int Promised, string? Name, string Method, string Address,
    IReadOnlyList<string> Headers, string Body);

/// <summary>
/// Reads and sends .http files as editors do, as far as functions/requests.http goes: file variables, names, answers of
/// named requests by path, <c>$datetime</c>.
/// </summary>
internal sealed partial class RequestFile
{
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonNode?> _answers = new(StringComparer.Ordinal);

    public RequestFile(string text)
    {
        foreach (Match variable in Variable().Matches(text))
            _variables[variable.Groups[1].Value] = variable.Groups[2].Value;
        Requests = [.. Regex.Split(text, "^### ", RegexOptions.Multiline).Skip(1).Select(Read)];
    }

    public IReadOnlyList<FileRequest> Requests { get; }

    /// <summary>What a user writes over: the file must know the variable already.</summary>
    public void Set(string variable, string value)
    {
        Assert.Contains(variable, _variables.Keys);
        _variables[variable] = value;
    }

    public async Task<int> SendAsync(HttpClient http, FileRequest request, string now)
    {
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), Fill(request.Address, now));
        if (request.Body.Length > 0)
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Fill(request.Body, now)));
        foreach (var header in request.Headers)
        {
            var (name, value) = (header[..header.IndexOf(':')], Fill(header[(header.IndexOf(':') + 1)..].Trim(), now));
            if (!message.Headers.TryAddWithoutValidation(name, value))
                Assert.True(message.Content!.Headers.TryAddWithoutValidation(name, value));
        }
        using var answer = await http.SendAsync(message);
        var text = await answer.Content.ReadAsStringAsync();
        if (request.Name is { } kept) _answers[kept] = JsonNode.Parse(text);
        return (int)answer.StatusCode;
    }

    private string Fill(string text, string now) => Placeholder().Replace(text, match => match.Groups[1].Value switch
    {
        "$datetime iso8601" => now,
        var name when Answer().Match(name) is { Success: true } path =>
            (string)Step().Matches(path.Groups[2].Value).Aggregate(
                _answers[path.Groups[1].Value]!, (node, step) => int.TryParse(step.Value, out var index)
                    ? node[index]!
                    : node[step.Value]!)!,
        var name => _variables[name],
    });

    private static FileRequest Read(string block)
    {
        var lines = block.TrimEnd().Split('\n');
        var title = Title().Match(lines[0]);
        Assert.True(title.Success, $"'{lines[0]}' promises no status: end it with -> 200");
        var start = Array.FindIndex(lines, 1, line => line.Length > 0 && line[0] != '#');
        var end = Array.FindIndex(lines, start, line => line.Length == 0) is > 0 and var blank ? blank : lines.Length;
        var name = lines[1..start].Select(line => Name().Match(line))
            .FirstOrDefault(match => match.Success)?.Groups[1].Value;
        var target = lines[start].Split(' ', 2);
        return new FileRequest(
            title.Groups[1].Value,
            int.Parse(title.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture), name,
            target[0], target[1], lines[(start + 1)..end], string.Join('\n', lines[end..]).Trim());
    }

    [GeneratedRegex(@"^@(\w+) = (.+)$", RegexOptions.Multiline)]
    private static partial Regex Variable();

    [GeneratedRegex(@"\{\{([^{}]+)\}\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^(\w+)\.response\.body\.\$\.([\w.[\]]+)$")]
    private static partial Regex Answer();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Step();

    [GeneratedRegex(@"^(.+) -> (\d{3})$")]
    private static partial Regex Title();

    [GeneratedRegex(@"^# @name (\w+)$")]
    private static partial Regex Name();
}
