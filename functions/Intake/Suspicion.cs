using System.Globalization;
using System.Text.Json;
using LeadScoring.Parsing;

namespace LeadScoring.Intake;

/// <summary>
/// What tells a bot from a person at the entry door. Who falls for the honeypot is told what everyone is told, and
/// nothing is kept. Who is too quick may be a person whose browser filled the form in, so they are asked to send it
/// again a moment later (the page's script does) instead of losing an entry that they believe taken.
/// </summary>
public static class Suspicion
{
    /// <summary>The honeypot: <c>website</c>, a field that people do not see.</summary>
    public static bool IsTrapped(JsonFields fields) =>
        fields.Has("website") && !string.IsNullOrWhiteSpace(fields.Element.GetProperty("website").ToString());

    /// <summary>
    /// How long to wait where <c>elapsedMs</c>, the milliseconds from showing the form to sending it, is below the
    /// minimum. Plain forms and servers do not say it, and are not judged.
    /// </summary>
    public static TimeSpan? TooQuickBy(JsonFields fields, TimeSpan minimum)
    {
        if (!fields.Has("elapsedMs")) return null;
        var said = fields.Element.GetProperty("elapsedMs");
        var text = said.ValueKind is JsonValueKind.Number or JsonValueKind.String ? said.ToString() : "";
        var isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var elapsed);
        return isNumber && elapsed >= 0 && elapsed < minimum.TotalMilliseconds
            ? minimum - TimeSpan.FromMilliseconds(elapsed)
            : null;
    }
}
