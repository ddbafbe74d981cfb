using LeadScoring.Intake;
using LeadScoring.Parsing;

namespace LeadScoring.Campaigns;

/// <summary>
/// Pure: what people type and printers print, as one spelling. Blanks and hyphens of all kinds are left out, full-width
/// letters become narrow, small ones large; what remains is 6 to 40 letters and digits.
/// </summary>
public static class SerialCode
{
    private const int Shortest = 6;
    private const int Longest = 40;

    /// <summary>The one spelling; null for what cannot be a code.</summary>
    public static string? Normalise(string typed)
    {
        if (typed.Length > 4 * Longest) return null;
        var normal = TypedCode.Plain(typed);
        return normal.Length is >= Shortest and <= Longest && normal.All(char.IsAsciiLetterOrDigit) ? normal : null;
    }

    /// <summary>
    /// The code of an entry, where its campaign asks for one; what is wrong with it is noted in the fields' refusals.
    /// </summary>
    public static string? Read(JsonFields fields, Campaign campaign)
    {
        if (!campaign.SerialCodes) return null;
        var typed = fields.RequiredText("serialCode");
        if (typed.Length == 0) return null;
        var code = Normalise(typed);
        if (code is null) fields.Refuse("serialCode", Unknown);
        return code;
    }

    public const string Unknown =
        "Is not a code of this campaign: check it against what is printed, letter by letter.";

    public const string Used = "Has been used: each code is good for one entry.";
}
