using LeadScoring.Leads;
using LeadScoring.Parsing;

namespace LeadScoring.Scoring;

/// <summary>
/// What one kind of reaction is worth. <paramref name="Points"/> on the day it happens, negative for a bad sign;
/// at most <paramref name="CapPerDay"/> of a day count. <paramref name="Alert"/>: sales should hear of it at once.
/// <paramref name="FloorStage"/>: who reacted so is not held below this stage until the cycle ends.
/// </summary>
public sealed record ReactionType(
    string Id, LocalizedText Label, double Points, int CapPerDay, string? Channel, bool Alert, string? FloorStage)
{
    internal static ReactionType Read(string id, JsonFields fields, StageLadder stages)
    {
        fields.RefuseOthers("label", "points", "capPerDay", "channel", "alert", "floorStage");
        return new ReactionType(
            id,
            LocalizedText.ReadRequired(fields, "label"),
            fields.RequiredNumber("points", -100_000, 100_000),
            fields.RequiredWhole("capPerDay", 1, 10_000),
            fields.Text("channel", 50),
            fields.Flag("alert") ?? false,
            fields.OneOf("floorStage", stages.Ids));
    }
}
