using System.Globalization;
using System.Text.Json.Serialization;

namespace LeadScoring.Loyalty;

/// <summary>
/// Something that can be seen of a person's early days. <paramref name="Kind"/> is one of the constants here,
/// <paramref name="A"/> and <paramref name="B"/> are reaction types (or a channel, a campaign), <paramref name="N"/>
/// how many, how often, or within how many days.
/// </summary>
public sealed record Pattern(string Kind, string? A = null, string? B = null, int? N = null)
{
    public const string Orders = "orders";
    public const string Second = "second-within";
    public const string Pieces = "pieces";
    public const string FullPrice = "full-price";
    public const string Discounted = "discounted";
    public const string Articles = "articles";
    public const string Kinds = "reaction-kinds";
    public const string Channel = "channel";
    public const string Campaign = "campaign";
    public const string Referred = "referred";
    public const string Did = "did";
    public const string Then = "then";

    /// <summary>
    /// Two reactions in whatever order: what a <see cref="Then"/> is held against; it is no route itself.
    /// </summary>
    public const string Both = "both";

    /// <summary>The same for the same pattern, and fit for an address: a-z, 0-9, hyphen, dot, _.</summary>
    [JsonIgnore]
    public string Id => string.Join('.', new[] { Kind, A, B, N?.ToString(CultureInfo.InvariantCulture) }
        .OfType<string>().Select(Plain));

    private static string Plain(string part) => string.Concat(part.Select(letter =>
        char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'
            ? letter.ToString()
            : string.Create(CultureInfo.InvariantCulture, $"_{(int)letter:x4}")));
}
