using System.Globalization;

namespace LeadScoring.Scoring;

/// <summary>
/// The keys of table <c>rank</c>. Partition = product|shard. Rows: <c>a@2|…</c> every lead under version 2 of the
/// rules, <c>k@2|campaign|…</c> the leads of a campaign, <c>o@2|owner|…</c> an owner's, <c>b@2|…</c> the buyers, each
/// followed by {rank key}|{leadId}|{revision}; <c>L|{leadId}</c> the pointer that says which of them exist, and
/// <c>c|{time}|…</c> the change feed. Rank keys of two versions cannot be compared, so each has lines of its own; leads
/// placed before the lists had versions (version 0) stand in lines without one.
/// </summary>
public static class RankLists
{
    public const int Shards = 4;

    public static string All(int version) => "a" + At(version);

    public static string Buyers(int version) => "b" + At(version);

    public static string Campaign(int version, string id) => $"k{At(version)}|{id}";

    /// <summary>Owners are free text (names, addresses): digested, since keys are not for personal data.</summary>
    public static string Owner(int version, string owner) => $"o{At(version)}|{Storage.Digest.Of(owner)}";

    /// <summary>A product's line of one version, as cursors name it.</summary>
    public static string Line(string product, int version) => product + At(version);

    public static bool IsBuyers(string list) => list[0] == 'b';

    public static string Partition(string product, int shard) =>
        string.Create(CultureInfo.InvariantCulture, $"{product}|{shard}");

    public static string Partition(string product, string leadId) =>
        Partition(product, Convert.ToInt32(leadId[..2], 16) % Shards);

    public static IEnumerable<string> Partitions(string product) =>
        Enumerable.Range(0, Shards).Select(shard => Partition(product, shard));

    public static string Row(string list, string rankKey, string leadId, long revision) =>
        string.Create(CultureInfo.InvariantCulture, $"{list}|{rankKey}|{leadId}|{revision:D12}");

    private static string At(int version) =>
        version == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"@{version}");

    public static string Pointer(string leadId) => "L|" + leadId;

    public static string Change(DateTimeOffset at, string leadId, long revision) =>
        string.Create(CultureInfo.InvariantCulture, $"{ChangesAt(at)}|{leadId}|{revision:D12}");

    /// <summary>The beginning of all lines of the change feed at that instant; later ones sort behind it.</summary>
    public static string ChangesAt(DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"c|{at.UtcTicks:D19}");

    /// <summary>What a line of the change feed says.</summary>
    public static (DateTimeOffset At, string LeadId) ReadChange(string row)
    {
        var parts = row.Split('|');
        return (new DateTimeOffset(long.Parse(parts[1], CultureInfo.InvariantCulture), TimeSpan.Zero), parts[2]);
    }
}
