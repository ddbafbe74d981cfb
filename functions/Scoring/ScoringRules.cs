using System.Text.RegularExpressions;
using LeadScoring.Alerts;
using LeadScoring.Hits;
using LeadScoring.Leads;
using LeadScoring.Parsing;

namespace LeadScoring.Scoring;

/// <summary>
/// One version of how reactions become points, points a score, scores a stage, and purchases a class: the file
/// <c>scoring.json</c>. Immutable; whoever decides is handed the rules, so a replay under other rules is a call.
/// </summary>
public sealed partial record ScoringRules(
    int Version,
    IReadOnlyDictionary<string, ProductLine> Products,
    IReadOnlyDictionary<string, ReactionType> Reactions,
    IReadOnlyList<FitFactor> Fit,
    StageLadder Stages,
    ClassRules Classes)
{
    public AlertRules Alerts { get; init; } = AlertRules.Default;

    /// <summary>What tells machines from people in what comes back from mails.</summary>
    public MachineRules Machine { get; init; } = MachineRules.Default;

    /// <summary>
    /// The JSON these rules were read from: who proposes a change edits it, and keeps what it does not know.
    /// </summary>
    public string Source { get; init; } = "{}";

    /// <summary>One message can change every product of a lead, in one transaction of at most 100 rows.</summary>
    private const int MaxProducts = 12;

    /// <summary>Reads strictly: mistakes are noted in the fields' refusals; the result is then not for use.</summary>
    public static ScoringRules Read(JsonFields fields)
    {
        fields.RefuseOthers(
            "version", "products", "reactions", "fit", "stages", "classes", "machine", "alerts");
        var products = ReadMap(fields, "products", MaxProducts, ProductLine.Read);
        var stages = StageLadder.Read(fields);
        return new ScoringRules(
            fields.RequiredWhole("version", 1, int.MaxValue),
            products,
            ReadMap(fields, "reactions", 500, (id, type) => ReactionType.Read(id, type, stages)),
            [.. fields.Objects("fit", 200).Select(FitFactor.Read)],
            stages,
            ClassRules.Read(fields, [.. products.Keys]))
        {
            Machine = MachineRules.Read(fields),
            Alerts = AlertRules.Read(fields, stages),
            Source = fields.Element.GetRawText(),
        };
    }

    private static Dictionary<string, T> ReadMap<T>(
        JsonFields fields, string name, int max, Func<string, JsonFields, T> read)
    {
        var map = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var (id, value) in fields.Map(name))
        {
            if (!Identifier().IsMatch(id))
                fields.Refuse($"{name}.{id}", "Must be named with small letters, digits and hyphens, at most 50.");
            map[id] = read(id, value);
        }

        if (!fields.Has(name)) return fields.Missing(name, map);
        if (map.Count == 0 || map.Count > max) fields.Refuse(name, $"Must hold from 1 to {max} members.");
        return map;
    }

    // Identifiers become parts of table keys and of addresses.
    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,49}$", RegexOptions.CultureInvariant)]
    internal static partial Regex Identifier();
}
