using LeadScoring.Learning;
using LeadScoring.Simulation;
using static LeadScoring.Docs.DoorDoc;

namespace LeadScoring.Docs.Rooms;

/// <summary>How reactions become scores, and what other rules would do.</summary>
internal static class RulesRoom
{
    public static IReadOnlyList<DoorDoc> Doors { get; } =
    [
        Put("PublishRules", "Publishes a version of the rules, one above the newest.")
            .Takes<RulesBody>().Gives<RulesTaken>(202).Refuses(409, "Not built on the newest version, which is named."),
        Get("ShowRules", "The rules in force, all versions, and how far the newest is rolled out.")
            .Gives<RulesShown>(),
        Get("ShowRulesVersion", "One version, whole.").Gives<RulesVersionShown>(),
        Get("CompareRules", "What a version changed.").Asks("against").Gives<RulesCompared>(),
        Post("RollBackRules", "The content of an earlier version becomes the next one.")
            .Takes<RulesRollbackBody>().Gives<RulesTaken>(202).Refuses(409, "Somebody published meanwhile."),
        Post("Replay", "Counts all leads anew from their stored events.").Gives<ReplayShown>(202),
        Get("ShowReplay", "How far the newest replay is, and how many leads differed.")
            .Gives<ReplayShown>().Refuses(404, "There was none yet."),
        Post("WhatIf", "What draft rules would change, and how well they would have told the buyers.")
            .Asks("lang").Takes<WhatIfBody>().Gives<WhatIfAnswer>(),
        Post("TrainModel", "Learns the probability of an order anew.").Takes<TrainBody>().Gives<CalibrationView>(),
        Post("SuggestRules", "Points, half-life and fit as the past suggests them, as a draft.")
            .Takes<SuggestBody>().Gives<SuggestionView>(),
        Post("SimulateScenario", "A year of a scenario's mails to the present leads, before it is lived.")
            .Asks("lang").Takes<SimulateBody>().Gives<SimulationAnswer>(),
    ];
}
