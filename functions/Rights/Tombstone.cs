using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace LeadScoring.Rights;

/// <summary>
/// What stays of a person whose data was erased: that it was, and the proof that mails were lawful while they went out.
/// No name, no address; the lead id it lies under is a keyed hash, which is how a later import of the same address is
/// recognised and not mailed.
/// </summary>
public sealed record Tombstone
{
    public required DateTimeOffset At { get; init; }

    public required Farewell Why { get; init; }

    public required ErasureStep Step { get; init; }

    /// <summary>The consents there were, oldest first.</summary>
    public ImmutableArray<ConsentProof> Proof { get; init; } = [];

    /// <summary>
    /// By product: no list row of a revision up to this one may exist any more. A worker that placed the lead before
    /// the erasure and moves its rows after it finds the fence in the place of the pointer.
    /// </summary>
    public ImmutableSortedDictionary<string, long> Fences { get; init; } =
        ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal);

    /// <summary>The lead it was merged into, which lets go of it.</summary>
    public string? PartOf { get; init; }

    /// <summary>When the person came back by a confirmed entry of their own; null while they have not.</summary>
    public DateTimeOffset? ReturnedAt { get; init; }

    /// <summary>The partition is being emptied, and nobody else may write to it.</summary>
    public bool IsUnderWay => Step != ErasureStep.Done;

    /// <summary>Whether what the brand's systems say about this person is to be dropped unread.</summary>
    public bool IsClosed => ReturnedAt is null && Why != Farewell.Undone;

    public long FenceOf(string product) => Fences.GetValueOrDefault(product);
}

/// <summary>How far an erasure has come; each step is safe to run again after a crash.</summary>
public enum ErasureStep
{
    /// <summary>The profile is gone: from here on no worker finds the lead.</summary>
    Begun,

    /// <summary>The proof is taken, so the rows it was in may go.</summary>
    Proven,
    Done,
}

/// <summary>Why a lead was erased.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Farewell>))]
public enum Farewell
{
    /// <summary>The person asked for it.</summary>
    Request,

    /// <summary>Nothing happened for as long as the retention period says.</summary>
    Inactive,

    /// <summary>The address was never confirmed; whoever typed it in, this leaves no trace at all.</summary>
    Unconfirmed,

    /// <summary>An import that alone spoke of the person was undone; the person may come back any way.</summary>
    Undone,
}

/// <summary>One line of the consent record without personal data.</summary>
public sealed record ConsentProof(
    string What, DateTimeOffset At, string How, string? CampaignId, string? WordingVersion, string? WordingHash);
