using LeadScoring.Leads;
using LeadScoring.Reactions;
using LeadScoring.Storage;

namespace LeadScoring.Imports;

/// <summary>
/// What one line of a file says: a reaction, a purchase, or who somebody is. Without an id of its own, the id is made
/// from what the line says and its number among equal lines of the file, so that the same file again adds nothing and
/// a file that says the same twice is taken at its word.
/// </summary>
public sealed record ImportItem(int Line, string Email, Reaction? Reaction, PurchaseNote? Purchase, LeadWords? Words)
{
    public bool HasOwnId { get; init; }

    /// <summary>The same under this id.</summary>
    public ImportItem Named(string id) => this with
    {
        Reaction = Reaction is null ? null : Reaction with { Id = id },
        Purchase = Purchase is null ? null : Purchase with { Id = id },
    };

    /// <summary>Without an id of its own: the one of so many equal lines (from 1).</summary>
    public ImportItem Numbered(int number) => Named($"{Id}#{number}");

    public string Id => Reaction?.Id ?? Purchase?.Id ?? "";

    /// <summary>The id of a line that has none of its own, without its number among equal lines.</summary>
    public string Derived() => "import|" + Digest.Of(Told());

    /// <summary>What is compared, whoever told it.</summary>
    public string Told() => Reaction is null ? Json.Write(Purchase) : Json.Write(Reaction);

    public string Row() => Reaction is null
        ? LeadRows.Purchase(Digest.Of(Purchase!.DistinctId))
        : LeadRows.Reaction(Digest.Of(Reaction.DistinctId));

    public object Marked(IReadOnlyList<string>? imports) => Reaction is null
        ? Purchase! with { Imports = imports }
        : Reaction with { Imports = imports };

    /// <summary>What a stored row of the same kind says, and which imports told it.</summary>
    public (string Told, IReadOnlyList<string>? Imports) Read(string json)
    {
        if (Reaction is null)
        {
            var purchase = Json.Read<PurchaseNote>(json);
            return (Json.Write(purchase with { Imports = null }), purchase.Imports);
        }
        var reaction = Json.Read<Reaction>(json);
        return (Json.Write(reaction with { Imports = null }), reaction.Imports);
    }

    public int Length => Words is null ? Told().Length : Json.Write(Words).Length;
}

/// <summary>What became of a line. <paramref name="Why"/>: of a rejected one.</summary>
public sealed record LineVerdict(int Line, Verdict Verdict, string? Why = null);

/// <summary>What became of a line of a file.</summary>
public enum Verdict
{
    /// <summary>The import brought it.</summary>
    Accepted,

    /// <summary>It changes what was known of a person.</summary>
    Changed,

    /// <summary>It was known already.</summary>
    Unchanged,

    /// <summary>It counts nowhere; the error says why.</summary>
    Rejected,
}

/// <summary>
/// A mark of an import at what it told: <c>{import}:{line}</c>. The import's own part ends with <c>!</c> where it is
/// not quiet, for those who find a copy.
/// </summary>
public static class ImportMark
{
    private const char Loud = '!';

    /// <summary>The mark of an import without a line.</summary>
    public static string Of(string id, DateTimeOffset madeAt, bool isQuiet) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{id}.{madeAt.UtcTicks:x}{(isQuiet ? "" : Loud)}");

    public static string ImportOf(string mark) => mark[..mark.LastIndexOf(':')];

    /// <summary>Whether quiet imports told it, and nobody else.</summary>
    public static bool IsQuiet(IReadOnlyList<string>? marks) =>
        marks is not null && marks.All(mark => !ImportOf(mark).EndsWith(Loud));

    public static string Of(string import, int line) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{import}:{line}");

    public static bool IsOf(string mark, string import) =>
        mark.Length > import.Length && mark[import.Length] == ':' && mark.StartsWith(import, StringComparison.Ordinal);
}
