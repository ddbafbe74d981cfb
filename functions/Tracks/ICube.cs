namespace LeadScoring.Tracks;

/// <summary>
/// Figures that are sums over leads: what one track adds to which cells. Pure, and the same for the same track and
/// basis, whatever the day: nothing may depend on now, so that time alone changes no cell (what changes on a known
/// later day is told as a difference on that day). When a lead changes, what it added before goes and the new comes.
/// </summary>
public interface ICube
{
    /// <summary>A short name, without <c>|</c>; one with another meaning of its cells needs another name.</summary>
    string Name { get; }

    /// <summary>
    /// What its cells follow from of the content, beside the rules: with another text all leads are looked at anew.
    /// </summary>
    string FollowsFrom(Publishing.Edition edition) => "";

    IEnumerable<Cell> Of(Track track, CubeBasis basis);
}

/// <summary>What a cube may look at beside the track: the rules under which the lead stands.</summary>
public sealed record CubeBasis(Scoring.ScoringRules Rules, Scoring.ProductLine Product, Publishing.Edition Edition);
