using System.Text.Json.Nodes;

namespace LeadScoring.Tests.Doors;

/// <summary>
/// A refusal as a caller reads it: an RFC 9457 problem document, with the mistakes by field where there are any.
/// </summary>
internal sealed record Refused(string Title, string Detail, IReadOnlyDictionary<string, string> Errors)
{
    public static async Task<Refused> ReadAsync(HttpResponseMessage answer, int status)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode} instead of {status}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(text)!;
        Assert.Equal(status, (int)problem["status"]!);
        Assert.Matches("^[a-z]+(-[a-z]+)*$", (string?)problem["code"]);
        var errors = problem["errors"]?.AsObject().ToDictionary(
            error => error.Key, error => string.Join(' ', error.Value!.AsArray().Select(message => (string)message!)));
        return new Refused((string?)problem["title"] ?? "", (string?)problem["detail"] ?? "", errors ?? []);
    }

    public void Names(string field, string remedy)
    {
        Assert.True(Errors.ContainsKey(field), $"Names {string.Join(", ", Errors.Keys)} instead of {field}.");
        Assert.Contains(remedy, Errors[field], StringComparison.Ordinal);
    }
}
