using System.Text.Json;
using LeadScoring.Storage;

namespace LeadScoring.Doors;

/// <summary>
/// Makes and checks the cursors of lists: opaque texts, sealed, so that one that was altered or made up is refused and
/// never read as a place in a list.
/// </summary>
public sealed class CursorSeal(IEnumerable<string> secrets)
{
    private readonly Seal _seal = new(secrets, "cursor 1");

    public string Write<T>(T cursor) => _seal.Make(Json.Write(cursor));

    /// <summary>What a genuine cursor says; null for anything else.</summary>
    public T? Read<T>(string text)
        where T : class
    {
        try
        {
            return _seal.Open(text) is { } body ? Json.Read<T>(body) : null;
        }
        catch (JsonException)
        {
            return null; // of another list, or of another version of the app
        }
    }
}
