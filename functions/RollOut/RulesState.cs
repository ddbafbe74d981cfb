using System.Collections.Immutable;

namespace LeadScoring.RollOut;

/// <summary>
/// Which version of the rules decides, and under which ones leads may stand. A new version is announced first: from
/// then on everybody reads its lines of the lists too. Then it comes into force: leads are brought under it, one by
/// one. When none is left under an older one, those are closed. All steps may be repeated; none goes back.
/// </summary>
/// <param name="InForce">
/// The version by which is decided; 0 in a store of before the history, until its first start.
/// </param>
/// <param name="Open">The versions under which leads may stand, ascending; the one in force is among them.</param>
public sealed record RulesState(int InForce, ImmutableArray<int> Open)
{
    public RulesState Announce(int version) => version > Open[^1] ? this with { Open = Open.Add(version) } : this;

    public RulesState PutInForce(int version) =>
        version > InForce && Open.Contains(version) ? this with { InForce = version } : this;

    /// <summary>No lead stands under an older version any more.</summary>
    public RulesState Close(int version) => InForce >= version && Open[0] < version
        ? this with { Open = Open.RemoveAll(open => open < version) }
        : this;

    public bool Equals(RulesState? other) =>
        other is not null && InForce == other.InForce && Open.SequenceEqual(other.Open);

    public override int GetHashCode() => HashCode.Combine(InForce, Open.Length);
}
