using LeadScoring.SalesConsole;
using static LeadScoring.Docs.DoorDoc;

namespace LeadScoring.Docs.Rooms;

/// <summary>The page that sales works with.</summary>
internal static class ConsoleRoom
{
    public static IReadOnlyList<DoorDoc> Doors { get; } =
    [
        Get("Console", "The page, which holds nothing about anybody.").Gives(Content.Html, "The page."),
        Get("InsightsPage", "The same page, at what came of it.").Gives(Content.Html, "The page."),
        Get("ImportsPage", "The same page, at the files of past data.").Gives(Content.Html, "The page."),
        Get("ConsoleFile", "Its scripts and styles.")
            .Gives("text/javascript", "A script.").Gives("text/css", "A style.").Gives(Content.Html, "The page."),
        Get("ConsoleWords", "What the ids in answers are called, in one language.")
            .Asks("lang").Gives<ConsoleWords>(),
    ];
}
