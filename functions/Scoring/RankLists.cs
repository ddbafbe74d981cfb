using System.Globalization;

namespace LeadScoring.Scoring;

/// <summary>
/// The keys of table <c>rank</c>. Partition = product|shard. Rows: <c>a|…</c> every lead, <c>k|campaign|…</c> the leads
/// of a campaign, <c>o|owner|…</c> an owner's, <c>b|…</c> the buyers, each followed by {rank key}|{leadId}|{revision};
/// <c>L|{leadId}</c> the pointer that says which of them exist, and <c>c|{time}|…</c> the change feed.
/// </summary>
public static class RankLists
{
    public const int Shards = 4;
    public const string All = "a";
    public const string Buyers = "b";

    public static string Campaign(string id) => "k|" + id;

    /// <summary>Owners are free text (names, addresses): digested, since keys are not for personal data.</summary>
    public static string Owner(string owner) => "o|" + Storage.Digest.Of(owner);

    public static string Partition(string product, int shard) =>
        string.Create(CultureInfo.InvariantCulture, $"{product}|{shard}");

    public static string Partition(string product, string leadId) =>
        Partition(product, Convert.ToInt32(leadId[..2], 16) % Shards);

    public static IEnumerable<string> Partitions(string product) =>
        Enumerable.Range(0, Shards).Select(shard => Partition(product, shard));

    public static string Row(string list, string rankKey, string leadId, long revision) =>
        string.Create(CultureInfo.InvariantCulture, $"{list}|{rankKey}|{leadId}|{revision:D12}");

    public static string Pointer(string leadId) => "L|" + leadId;

    public static string Change(DateTimeOffset at, string leadId, long revision) =>
        string.Create(CultureInfo.InvariantCulture, $"c|{at.UtcTicks:D19}|{leadId}|{revision:D12}");
}
