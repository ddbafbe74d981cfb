using System.Globalization;

namespace LeadScoring.Voice;

/// <summary>
/// That a person said something, without the words: when, in which kind of reaction, on which themes, and what they
/// were at that time (<see cref="Class"/> null: no customer yet). <see cref="IdHash"/> names the reaction in the lead's
/// partition, where the words are. <see cref="Rules"/>: by which reading (<see cref="VoiceRules.Digest"/>).
/// </summary>
public sealed record VoiceMark(
    string LeadId, string IdHash, int Day, string Type, IReadOnlyList<string> Themes, string? Stage, string? Class,
    decimal? Rating, bool MayQuote, string Rules)
{
    /// <summary>The newest first; the same order everywhere.</summary>
    public static IComparer<VoiceMark> NewestFirst { get; } = Comparer<VoiceMark>.Create((one, other) =>
        other.Day.CompareTo(one.Day) is var days and not 0 ? days
        : string.CompareOrdinal(one.LeadId, other.LeadId) is var leads and not 0 ? leads
        : string.CompareOrdinal(one.IdHash, other.IdHash));

    public bool Has(string theme) =>
        theme == VoiceRules.None ? Themes.Count == 0 : Themes.Contains(theme, StringComparer.Ordinal);

    /// <summary>As the key of a cell.</summary>
    public string Key() => string.Join('|', LeadId, IdHash, Day.ToString(CultureInfo.InvariantCulture),
        Uri.EscapeDataString(Type), string.Join(',', Themes), Uri.EscapeDataString(Stage ?? ""), Class ?? "",
        Rating?.ToString(CultureInfo.InvariantCulture) ?? "", MayQuote ? "q" : "", Rules);

    public static VoiceMark Of(string key)
    {
        var parts = key.Split('|');
        return new VoiceMark(
            parts[0], parts[1], int.Parse(parts[2], CultureInfo.InvariantCulture), Uri.UnescapeDataString(parts[3]),
            parts[4].Split(',', StringSplitOptions.RemoveEmptyEntries), NullIfEmpty(Uri.UnescapeDataString(parts[5])),
            NullIfEmpty(parts[6]),
            parts[7].Length == 0 ? null : decimal.Parse(parts[7], CultureInfo.InvariantCulture),
            parts[8].Length > 0, parts[9]);
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
