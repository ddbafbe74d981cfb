using System.Text.Json;
using LeadScoring.Doors;
using LeadScoring.Storage;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Sales;

/// <summary>Why a claim was not made, moved or given up, and what to do.</summary>
internal static class ClaimProblems
{
    public static IResult NotYours => Problems.Of(
        StatusCodes.Status403Forbidden, "Not for this key.",
        "It may claim leads for its own owner only; to claim for others, or to take a lead from them, is the admin's.",
        "not-yours");

    public static IResult NotKnown => Conflict(
        "The lead is not confirmed yet.", "Nobody has vouched for the address: wait until they confirm it.",
        "lead-not-confirmed");

    public static IResult UseStopped => Conflict(
        "The lead is closed.", "The person forbade the use of their data: nobody may work it.", "lead-closed");

    public static IResult Of(ClaimDecision decided, SalesRules sales, DateTimeOffset now, string? owner = null) =>
        decided.Obstacle switch
        {
            ClaimObstacle.NoLead => Problems.NoLead,
            ClaimObstacle.NotKnown => NotKnown,
            ClaimObstacle.UseStopped => UseStopped,
            ClaimObstacle.Held => Held(decided.By!, sales),
            ClaimObstacle.Full => Problems.Of(
                StatusCodes.Status409Conflict, "The owner holds as many leads as they may.",
                "Give one up, hand one over, or wait until a claim ends.",
                new Dictionary<string, object?> { ["most"] = sales.MostOf(owner!), ["held"] = sales.MostOf(owner!) },
                "owner-full"),
            _ when decided.By is { Released: null } last && !last.HoldsAt(now) => Problems.Of(
                StatusCodes.Status409Conflict, "The claim has ended.",
                "Nobody holds this lead now: claim it again to go on working it.",
                new Dictionary<string, object?> { ["until"] = Time(last.Until) }, "claim-ended"),
            _ => Conflict(
                "Nobody holds this lead.", "There is no claim to give up or to hand over.", "not-claimed"),
        };

    public static IResult Held(Claim claim, SalesRules sales) => Problems.Of(
        StatusCodes.Status409Conflict, "Somebody else holds this lead.",
        "Ask them, wait until their claim ends, or let an admin take it.",
        new Dictionary<string, object?>
        {
            ["claimedBy"] = claim.Owner,
            ["claimedByName"] = sales.NameOf(claim.Owner),
            ["until"] = Time(claim.Until),
        },
        "claimed");

    private static JsonElement Time(DateTimeOffset at) => JsonSerializer.SerializeToElement(at, Json.Answers);

    private static IResult Conflict(string title, string detail, string code) =>
        Problems.Of(StatusCodes.Status409Conflict, title, detail, code);
}
