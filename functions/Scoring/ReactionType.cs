using LeadScoring.Consent;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Parsing;

namespace LeadScoring.Scoring;

/// <summary>
/// What one kind of reaction is worth. <paramref name="Points"/> on the day it happens, negative for a bad sign;
/// at most <paramref name="CapPerDay"/> of a day count. <paramref name="Alert"/>: sales should hear of it at once.
/// <paramref name="FloorStage"/>: who reacted so is not held below this stage until the cycle ends.
/// <paramref name="Beacon"/>: landing pages may report it, so anybody can; it can hold nobody up and take nothing away.
/// </summary>
public sealed record ReactionType(
    string Id, LocalizedText Label, double Points, int CapPerDay, string? Channel, bool Alert, string? FloorStage,
    bool Beacon)
{
    /// <summary>Made by the app itself out of entries and signed links.</summary>
    public static IReadOnlyList<string> Own { get; } =
        [Entering.ReactionType, OptIn.ReactionType, Withdrawal.ReactionType];

    /// <summary>Nobody reports it: it follows from an entry or a signed link.</summary>
    public bool IsMadeHere => Own.Contains(Id);

    internal static ReactionType Read(string id, JsonFields fields, StageLadder stages)
    {
        fields.RefuseOthers("label", "points", "capPerDay", "channel", "alert", "floorStage", "beacon");
        var type = new ReactionType(
            id,
            LocalizedText.ReadRequired(fields, "label"),
            fields.RequiredNumber("points", -100_000, 100_000),
            fields.RequiredWhole("capPerDay", 1, 10_000),
            fields.Text("channel", 50),
            fields.Flag("alert") ?? false,
            fields.OneOf("floorStage", stages.Ids),
            fields.Flag("beacon") ?? false);
        if (type is { Beacon: true } and not { Channel: "web", Points: >= 0, Alert: false, FloorStage: null }
            || type.Beacon && Own.Contains(id))
            fields.Refuse(
                "beacon",
                "Must be false here: anybody can send beacons, so only types with channel web, points of 0 or more and "
                + "no alert or floorStage may be, and none that the app makes itself.");
        return type;
    }
}
