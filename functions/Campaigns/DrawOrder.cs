using System.Security.Cryptography;
using System.Text;

namespace LeadScoring.Campaigns;

/// <summary>
/// Pure: the order of a draw. An entry's place is HMAC-SHA256 of its hash under the seed, in hexadecimal digits, and
/// smaller places come first. Whoever has the seed and the list of hashes finds the same order, in any language.
/// </summary>
public static class DrawOrder
{
    public const string Algorithm =
        "Each entry of the list is placed at HMAC-SHA256(key: the seed's text, message: the entry's text), written in "
        + "small hexadecimal digits. In ascending order of these, leaving out the excluded entries, the first win and "
        + "the next are substitutes. The commitment is SHA-256 of the seed's text, the digest SHA-256 of the list with "
        + "a line feed after each entry.";

    /// <summary>What is published before the draw: nobody can choose another seed after it.</summary>
    public static string CommitmentOf(string seed) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(seed)));

    public static string PlaceOf(string seed, string entry) => Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.ASCII.GetBytes(seed), Encoding.ASCII.GetBytes(entry)));
}

/// <summary>
/// The entries that come first of those seen, at most <paramref name="most"/> of them, behind place
/// <paramref name="after"/>: however long the list is, no more is held.
/// </summary>
public sealed class DrawHead(string seed, string after, int most)
{
    private readonly SortedSet<(string Place, string Entry)> _first = new(
        Comparer<(string Place, string Entry)>.Create((one, other) =>
            string.CompareOrdinal(one.Place + one.Entry, other.Place + other.Entry)));

    /// <summary>In their order.</summary>
    public IReadOnlyCollection<(string Place, string Entry)> Entries => _first;

    public void See(string entry)
    {
        var place = DrawOrder.PlaceOf(seed, entry);
        if (string.CompareOrdinal(place, after) <= 0) return;
        _first.Add((place, entry));
        if (_first.Count > most) _first.Remove(_first.Max);
    }
}
