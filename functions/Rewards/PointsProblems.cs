using LeadScoring.Doors;
using LeadScoring.Sales;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Rewards;

/// <summary>Why points were not spent or changed, and what to do.</summary>
internal static class PointsProblems
{
    public static IResult NoProgramme => Problems.NotFound(
        "There is no points programme.", "The content folder has no rewards.json: write one to begin a programme.",
        "no-programme");

    public static IResult Of(PointsDecision decision) => decision.Obstacle switch
    {
        PointsObstacle.NoLead => Problems.NoLead,
        PointsObstacle.NotKnown => ClaimProblems.NotKnown,
        PointsObstacle.UseStopped => ClaimProblems.UseStopped,
        PointsObstacle.OtherContent => Conflict(
            "The id was used for something else.", "Give each spending and each change an id of its own.",
            "other-content"),
        PointsObstacle.TooFew => Problems.Of(
            StatusCodes.Status409Conflict, "There are too few points.",
            "The balance is less than this takes; nothing was taken.",
            new Dictionary<string, object?> { ["balance"] = decision.Balance }, "too-few-points"),
        PointsObstacle.Closed => Conflict(
            "The campaign takes no entries now.", "Choose one that is open.", "campaign-closed"),
        PointsObstacle.NotEntered => Conflict(
            "The person has not entered this campaign.", "Points buy more entries for who has one: enter first.",
            "not-entered"),
        _ => Conflict(
            "No entries are sold for this campaign.",
            "It must be in the content, have a prizeDraw and neither total nor serialCodes; and rewards.json must say "
            + "what an entry costs.", "not-for-sale"),
    };

    private static IResult Conflict(string title, string detail, string code) =>
        Problems.Of(StatusCodes.Status409Conflict, title, detail, code);
}
