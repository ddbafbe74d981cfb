using System.Text.Json.Nodes;

namespace LeadScoring.Demo;

/// <summary>
/// Pure: the brand wants to know what its mails do, so before the first day it publishes some scenarios anew, with more
/// of their people held out than the shipped content has. A year of the demo's size tells no effect by a tenth of them.
/// </summary>
internal static class Trials
{
    public const int HoldoutPercent = 40;

    public static IReadOnlyList<string> Scenarios { get; } = ["car-aware", "car-considering", "camper-considering"];

    /// <summary>What is published of a scenario that is shown like this, with its newest version first.</summary>
    public static object Next(JsonNode shown)
    {
        var scenario = shown["history"]![0]!["scenario"]!.DeepClone();
        scenario["version"] = (int)scenario["version"]! + 1;
        scenario["holdoutPercent"] = HoldoutPercent;
        return new { author = "demo", comment = "to measure its effect", scenario };
    }
}
