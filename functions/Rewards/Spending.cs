using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Scoring;

namespace LeadScoring.Rewards;

/// <summary>Why points are not spent, or not changed.</summary>
public enum PointsObstacle
{
    NoLead,
    NotKnown,
    UseStopped,

    /// <summary>The id was used for something else.</summary>
    OtherContent,

    /// <summary>There are fewer points than that.</summary>
    TooFew,

    /// <summary>The programme sells no entries, or not to this campaign.</summary>
    NotForSale,

    /// <summary>The campaign takes no entries now.</summary>
    Closed,

    /// <summary>The person has not entered the campaign.</summary>
    NotEntered,
}

/// <summary>What was decided: an act to be kept, one that was kept before, or why there is none.</summary>
public sealed record PointsDecision(PointsAct? Act, bool IsNew, PointsObstacle? Obstacle = null, long Balance = 0)
{
    public static PointsDecision Against(PointsObstacle obstacle, long balance = 0) =>
        new(null, false, obstacle, balance);
}

/// <summary>
/// Pure: points are spent, or changed by staff, where there are enough of them. Decided on everything that counts for
/// the person and saved under the version of the lead that was read, so no two decisions see the same points.
/// </summary>
public static class Spending
{
    /// <param name="lead">The person.</param>
    /// <param name="asked">What is asked for.</param>
    /// <param name="past">What counts for the person.</param>
    /// <param name="book">The ledger as of now.</param>
    /// <param name="against">Why it cannot be had, unless it was had before.</param>
    public static PointsDecision Decide(
        Lead lead, PointsAct asked, PointsPast past, PointsBook book, PointsObstacle? against)
    {
        if (lead.Profile is not { } profile) return PointsDecision.Against(PointsObstacle.NoLead);
        if (past.Acts.FirstOrDefault(act => act.Id == asked.Id) is { } earlier)
            return earlier.IsSameAs(asked)
                ? new PointsDecision(earlier, IsNew: false, Balance: book.Balance)
                : PointsDecision.Against(PointsObstacle.OtherContent);
        if (profile.StoppedAt is not null) return PointsDecision.Against(PointsObstacle.UseStopped);
        if (!lead.IsInUse) return PointsDecision.Against(PointsObstacle.NotKnown);
        if (against is { } obstacle) return PointsDecision.Against(obstacle);
        if (asked.Points < 0 && book.Balance < -asked.Points)
            return PointsDecision.Against(PointsObstacle.TooFew, book.Balance);
        // Clocks differ: what is decided later stands later, since it was decided on what stands before.
        var last = past.Acts is [.., var latest] ? latest.At : DateTimeOffset.MinValue;
        var act = asked.At > last ? asked : asked with { At = last.AddTicks(1) };
        return new PointsDecision(act, IsNew: true, Balance: book.Balance + asked.Points);
    }

    /// <summary>Why a campaign takes no entry for points from this person now; null where it does.</summary>
    public static PointsObstacle? Obstacle(
        Campaign? campaign, ProductLine? product, Profile? profile, DateTimeOffset now) =>
        campaign is not { PrizeDraw: not null, Claims: false } || product is null ? PointsObstacle.NotForSale
        : !campaign.IsOpenAt(now, product) ? PointsObstacle.Closed
        : profile?.AllCampaigns().ContainsKey(campaign.Id) != true ? PointsObstacle.NotEntered
        : null;
}
