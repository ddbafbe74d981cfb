namespace LeadScoring.Tracks;

/// <summary>
/// Pure: the source a landing page told, as insights tell leads apart by it. Anybody can bring any text there; what no
/// person would call a source (a click id, an address) is one and the same, so that figures stay few.
/// </summary>
public static class SourceName
{
    /// <summary>What does not look like the name of a source.</summary>
    public const string Other = "(other)";

    private const int Longest = 40;
    private const int MostDigits = 8;

    /// <summary>In small letters; null: none was told.</summary>
    public static string? Of(string? told) => told?.Trim().ToLowerInvariant() switch
    {
        null or "" => null,
        { Length: > Longest } => Other,
        var name when name.Count(char.IsAsciiDigit) > MostDigits || name.Contains('@') => Other,
        var name => name,
    };
}
