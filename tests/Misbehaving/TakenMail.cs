using System.Text.Json;
using System.Text.RegularExpressions;

namespace LeadScoring.Tests.Misbehaving;

/// <summary>A mail that the provider took on, as it was handed over.</summary>
/// <param name="SendId">The app's own name for it.</param>
/// <param name="LeadId">Whose it is.</param>
/// <param name="To">The address.</param>
/// <param name="Categories">As the provider's statistics would group it.</param>
/// <param name="Subject">Of the mail.</param>
/// <param name="Text">Its plain text.</param>
/// <param name="At">When, by the app's clock.</param>
/// <param name="Act">In which act of the test.</param>
internal sealed partial record TakenMail(
    string SendId, string LeadId, string To, string Categories, string Subject, string Text, DateTimeOffset At, int Act)
{
    public bool IsNurture => !Categories.StartsWith("confirmation", StringComparison.Ordinal);

    public static TakenMail Of(JsonElement body, DateTimeOffset at, int act)
    {
        var personal = Assert.Single(body.GetProperty("personalizations").EnumerateArray());
        var to = Assert.Single(personal.GetProperty("to").EnumerateArray()).GetProperty("email").GetString()!;
        var args = personal.GetProperty("custom_args");
        var text = body.GetProperty("content").EnumerateArray()
            .Single(part => part.GetProperty("type").GetString() == "text/plain").GetProperty("value").GetString()!;
        var categories = body.GetProperty("categories").EnumerateArray().Select(one => one.GetString());
        return new TakenMail(
            args.GetProperty("send_id").GetString()!, args.GetProperty("lead_id").GetString()!, to,
            string.Join(' ', categories), body.GetProperty("subject").GetString()!, text, at, act);
    }

    /// <summary>The paths of its links of one kind.</summary>
    public IEnumerable<string> Links(string kind) => Link().Matches(Text)
        .Where(match => match.Groups["kind"].Value == kind).Select(match => match.Groups["path"].Value);

    [GeneratedRegex(@"https?://[^/\s]+(?<path>/api/(?<kind>[\w-]+)/[\w.-]+)")]
    private static partial Regex Link();
}
