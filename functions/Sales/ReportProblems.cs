using LeadScoring.Doors;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Sales;

/// <summary>Why a report was not taken, and what to do.</summary>
internal static class ReportProblems
{
    public static IResult Of(ReportDecision decided, SalesRules sales) => decided.Obstacle switch
    {
        ReportObstacle.NoLead => Problems.NoLead,
        ReportObstacle.Held => ClaimProblems.Held(decided.By!, sales),
        ReportObstacle.NoProduct => Problems.Invalid(
            "product", "Is required: this lead is known in none or in several product lines."),
        ReportObstacle.OtherContent => Problems.Of(
            StatusCodes.Status409Conflict, "This id was used for another report.",
            "The first one stays. Send the same content again, or give a new report an id of its own.",
            "report-id-used"),
        ReportObstacle.OtherAmount => Problems.Of(
            StatusCodes.Status409Conflict, "This order is known with another amount or product.",
            "It was told before under this id. Correct it where it was told, or send the same amount and product.",
            "order-differs"),
        ReportObstacle.UseStopped => ClaimProblems.UseStopped,
        _ => ClaimProblems.NotKnown,
    };
}
