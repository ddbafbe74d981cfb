using LeadScoring.Nurture;
using static LeadScoring.Docs.DoorDoc;

namespace LeadScoring.Docs.Rooms;

/// <summary>Which mails go to whom, and how they look.</summary>
internal static class ScenarioRoom
{
    public static IReadOnlyList<DoorDoc> Doors { get; } =
    [
        Get("ListScenarios", "What is in force, what is paused, and every publication.").Gives<ScenariosShown>(),
        Get("ShowScenario", "One scenario with all its versions.").Gives<ScenarioShown>(),
        Put("PublishScenario", "Publishes a scenario while the app runs.")
            .Takes<ScenarioBody>().Gives<ScenarioPublished>(),
        Post("RollBackScenarios", "Back to the scenarios and mails of an earlier publication.")
            .Takes<ScenariosRollbackBody>().Gives<ScenariosRolledBack>(),
        Post("PauseScenario", "Nobody gets a mail of this scenario until it is resumed.")
            .MayTake<PauseBody>().Gives<PauseShown>(),
        Post("ResumeScenario", "On it goes; what waited comes back.").MayTake<ResumeBody>().Gives<PauseShown>(),
        Post("PauseSends", "No mail of any scenario goes until they are resumed.")
            .MayTake<PauseBody>().Gives<PauseShown>(),
        Post("ResumeSends", "All may go again.").MayTake<ResumeBody>().Gives<PauseShown>(),
        Get("ShowTemplate", "A mail as it is in force, file by file.").Gives<TemplateShown>(),
        Put("PublishTemplate", "Publishes a mail: all its files at once.")
            .Takes<TemplateBody>().Gives<TemplatePublished>(),
        Get("PreviewStep", "How a step's mail looks to a lead, or to somebody made up.")
            .Asks("leadId locale format=json|html|text").Gives<PreviewView>()
            .Gives(Content.Html, "The mail.").Gives(Content.Text, "Its subject and text.")
            .Refuses(409, "The mail cannot be made for this reader."),
    ];
}
