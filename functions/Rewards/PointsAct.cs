namespace LeadScoring.Rewards;

/// <summary>
/// What somebody decided about a person's points: a row of the lead's partition, written once under the version of the
/// lead it was decided on. All else of the ledger follows from purchases, entries and reactions. <see cref="Points"/>
/// are less than zero where they are taken; <see cref="Entries"/> of <see cref="CampaignId"/> is what they bought.
/// </summary>
public sealed record PointsAct
{
    public required string Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public required long Points { get; init; }
    public string? CampaignId { get; init; }
    public int? Entries { get; init; }
    public string? Reason { get; init; }

    /// <summary>Who did it: a key's name; null for the person's own link.</summary>
    public string? By { get; init; }

    /// <summary>
    /// Whether the same was asked for under the same id: then nothing more happens. What an entry costs may be another
    /// by now.
    /// </summary>
    public bool IsSameAs(PointsAct other) => Entries is null
        ? (Id, Points, Reason, null) == (other.Id, other.Points, other.Reason, other.Entries)
        : (Id, CampaignId, Entries) == (other.Id, other.CampaignId, other.Entries);

    /// <summary>The names of the entries it bought, in a campaign's register.</summary>
    public IEnumerable<string> EntryNames() =>
        Enumerable.Range(1, Entries ?? 0).Select(n => $"points|{Storage.Digest.Of(Id)}|{n}");
}
