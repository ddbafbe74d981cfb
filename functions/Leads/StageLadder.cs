using LeadScoring.Parsing;
using LeadScoring.Scoring;

namespace LeadScoring.Leads;

/// <summary>
/// One step of a lead's way to the purchase. Entered when the score reaches <paramref name="Enter"/>, left downwards
/// when it falls under <paramref name="Leave"/>, which is lower; the first stage has neither.
/// </summary>
public sealed record Stage(string Id, LocalizedText Label, double? Enter, double? Leave);

/// <summary>
/// The stages from the first to the highest. The gap between enter and leave (hysteresis) keeps a lead near a border
/// from changing its stage, and the mails it gets, every day.
/// </summary>
public sealed record StageLadder(IReadOnlyList<Stage> Stages)
{
    public Stage First => Stages[0];

    public IReadOnlyList<string> Ids => [.. Stages.Select(stage => stage.Id)];

    public Stage? Find(string? id) => Stages.FirstOrDefault(stage => stage.Id == id);

    /// <summary>The number of the step, from 0; -1 for null and for a stage these rules do not have.</summary>
    public int IndexOf(string? id)
    {
        for (var i = 0; i < Stages.Count; i++)
        {
            if (Stages[i].Id == id) return i;
        }

        return -1;
    }

    /// <summary>The higher of two stages; an unknown one or null is below all.</summary>
    public string? Higher(string? a, string? b) => IndexOf(b) > IndexOf(a) ? b : a;

    /// <summary>
    /// The stage a lead is in now: it falls to the highest stage whose leave score it still holds, climbs while it
    /// reaches the next one's enter score, and is never below <paramref name="floor"/>. Asked again with its own
    /// answer it answers the same. Without a current stage (or one these rules do not have) it climbs from the first.
    /// </summary>
    public string Next(string? current, double score, string? floor)
    {
        var step = Math.Max(0, IndexOf(current));
        while (score < Stages[step].Leave) step--;
        while (step + 1 < Stages.Count && score >= Stages[step + 1].Enter) step++;
        return Stages[Math.Max(step, IndexOf(floor))].Id;
    }

    /// <summary>How many more points lead to the next stage today; null in the highest.</summary>
    public double? PointsToNext(string current, double points, double halfSaturation) =>
        IndexOf(current) + 1 is var next && next < Stages.Count && Stages[next].Enter is { } enter
            ? Math.Max(0, Points.ForScore(enter, halfSaturation) - points)
            : null;

    internal static StageLadder Read(JsonFields rules)
    {
        var stages = new List<Stage>();
        foreach (var fields in rules.Objects("stages", 20))
        {
            var stage = ReadStage(fields, isFirst: stages.Count == 0);
            if (stages.Any(other => other.Id == stage.Id)) fields.Refuse("id", $"'{stage.Id}' is given twice.");
            if (stages.Count > 0) CheckAscent(fields, stages[^1], stage);
            stages.Add(stage);
        }

        if (stages.Count == 0) rules.Refuse("stages", "Needs at least one stage: {\"id\":\"new\",\"label\":{…}}.");
        return new StageLadder(stages);
    }

    private static Stage ReadStage(JsonFields fields, bool isFirst)
    {
        fields.RefuseOthers("id", "label", "enter", "leave");
        var id = fields.RequiredText("id", 50);
        if (id.Length > 0 && !ScoringRules.Identifier().IsMatch(id))
            fields.Refuse("id", $"Must be small letters, digits and hyphens, but is '{id}'.");
        var label = LocalizedText.ReadRequired(fields, "label");
        if (isFirst)
        {
            RefuseForFirst(fields, "enter");
            RefuseForFirst(fields, "leave");
            return new Stage(id, label, null, null);
        }

        return new Stage(id, label, ReadBorder(fields, "enter"), ReadBorder(fields, "leave"));
    }

    private static double ReadBorder(JsonFields fields, string name) => fields.RequiredNumber(name, 0.001, 99.999);

    private static void RefuseForFirst(JsonFields fields, string name)
    {
        if (fields.Has(name)) fields.Refuse(name, "Is not for the first stage: every lead begins there.");
    }

    private static void CheckAscent(JsonFields fields, Stage below, Stage stage)
    {
        if (stage.Leave >= stage.Enter) fields.Refuse("leave", "Must be under enter.");
        if (stage.Enter <= below.Enter) fields.Refuse("enter", $"Must be above that of '{below.Id}'.");
        if (stage.Leave <= below.Leave) fields.Refuse("leave", $"Must be above that of '{below.Id}'.");
    }
}
