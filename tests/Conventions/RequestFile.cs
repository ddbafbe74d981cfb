using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadScoring.Docs;

namespace LeadScoring.Tests.Conventions;

/// <summary>A request as it was sent, and what came back.</summary>
internal sealed record Exchange(
    FileRequest Request, string Method, string Address, string Body, int Status, string? MediaType, string Answer);

/// <summary>
/// Sends the requests of an .http file as editors do, as far as functions/requests.http goes: file variables, answers
/// of named requests by path, <c>$datetime</c>.
/// </summary>
internal sealed partial class RequestFile(string text)
{
    private readonly Dictionary<string, string> _variables = RequestsFile.Variables(text);
    private readonly Dictionary<string, JsonNode?> _answers = new(StringComparer.Ordinal);

    public IReadOnlyList<FileRequest> Requests { get; } = RequestsFile.Read(text);

    /// <summary>What a user writes over: the file must know the variable already.</summary>
    public void Set(string variable, string value)
    {
        Assert.Contains(variable, _variables.Keys);
        _variables[variable] = value;
    }

    /// <param name="http">Sends.</param>
    /// <param name="request">What the file says.</param>
    /// <param name="now">The app's time.</param>
    /// <param name="address">Another address than the file's, if any.</param>
    /// <param name="body">Another body than the file's, if any.</param>
    public async Task<Exchange> SendAsync(
        HttpClient http, FileRequest request, string now, string? address = null, string? body = null)
    {
        (address, body) = (address ?? Fill(request.Address, now), body ?? Fill(request.Body, now));
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), address);
        if (body.Length > 0) message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        foreach (var header in request.Headers)
        {
            var (name, value) = (header[..header.IndexOf(':')], Fill(header[(header.IndexOf(':') + 1)..].Trim(), now));
            if (!message.Headers.TryAddWithoutValidation(name, value))
                Assert.True(message.Content!.Headers.TryAddWithoutValidation(name, value));
        }
        using var answer = await http.SendAsync(message);
        return new Exchange(
            request, request.Method, address, body, (int)answer.StatusCode,
            answer.Content.Headers.ContentType?.MediaType, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Later requests may ask for this one's answer.</summary>
    public void Keep(Exchange done)
    {
        if (done.Request.Name is { } name) _answers[name] = JsonNode.Parse(done.Answer);
    }

    public string Fill(string text, string now) => RequestsFile.Fill(text, place => place switch
    {
        "$datetime iso8601" => now,
        var name when Answer().Match(name) is { Success: true } path =>
            (string)Step().Matches(path.Groups[2].Value).Aggregate(
                _answers[path.Groups[1].Value]!, (node, step) => int.TryParse(step.Value, out var index)
                    ? node[index]!
                    : node[step.Value]!)!,
        var name => _variables[name],
    });

    [GeneratedRegex(@"^(\w+)\.response\.body\.\$\.([\w.[\]]+)$")]
    private static partial Regex Answer();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Step();
}
