using System.Text;
using System.Text.Json.Nodes;
using LeadScoring.Parsing;
using LeadScoring.Scoring;
using LeadScoring.Storage;

namespace LeadScoring.RollOut;

/// <summary>
/// One version of the scoring rules as it was published; never changed afterwards, so that every score can be traced to
/// its rules. <see cref="Text"/> is the content of <c>scoring.json</c>.
/// </summary>
public sealed record RulesVersion
{
    public required int Version { get; init; }

    /// <summary>Null for a version of which only the digest was kept, before publishing had a history.</summary>
    public string? Text { get; init; }

    /// <summary>Of what it says: another layout of the same rules is no other content.</summary>
    public required string Digest { get; init; }
    public required string Author { get; init; }
    public string? Comment { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary><c>file</c>, <c>api</c>, or <c>rollback of 3</c>.</summary>
    public required string Origin { get; init; }

    /// <summary>Whether a stage or class that changes by these rules alone begins scenarios.</summary>
    public bool MailOnStageChange { get; init; }

    public static RulesVersion Of(
        int version, string text, string author, string? comment, string origin, DateTimeOffset now)
    {
        var compact = Compact(text);
        return new RulesVersion
        {
            Version = version,
            Text = compact,
            Digest = Storage.Digest.Of(compact),
            Author = author,
            Comment = comment,
            PublishedAt = now,
            Origin = origin,
        };
    }

    /// <summary>The <see cref="Digest"/> of a file of rules, which is JSON.</summary>
    public static string DigestOf(string text) => Storage.Digest.Of(Compact(text));

    /// <summary>The rules to decide by.</summary>
    /// <exception cref="UnreadableRulesException">They use what this program does not know: it is too old.</exception>
    public ScoringRules Read()
    {
        var refusals = new Refusals();
        if (Fields(refusals) is { } fields && ScoringRules.Read(fields) is var rules && !refusals.Any) return rules;
        throw new UnreadableRulesException(
            $"Version {Version} of the rules cannot be read by this program: {Json.Write(refusals.ToErrors())}");
    }

    /// <summary>Its text, field by field.</summary>
    public JsonFields? Fields(Refusals refusals) => JsonFields.Parse(Encoding.UTF8.GetBytes(Text ?? ""), refusals);

    /// <summary>What it says besides its number; null where only its digest was kept.</summary>
    public string? Content()
    {
        if (Text is null) return null;
        var content = JsonNode.Parse(Text)!.AsObject();
        content.Remove("version");
        content.Remove("$schema");
        return content.ToJsonString();
    }

    private static string Compact(string text) => JsonNode.Parse(text)!.ToJsonString();
}
