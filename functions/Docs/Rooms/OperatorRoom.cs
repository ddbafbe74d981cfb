using static LeadScoring.Docs.DoorDoc;

namespace LeadScoring.Docs.Rooms;

/// <summary>For who keeps the app running.</summary>
internal static class OperatorRoom
{
    public static IReadOnlyList<DoorDoc> Doors { get; } =
    [
        Get("ListParked", "Messages that failed to the end, newest first.")
            .Asks("queue top cursor").Gives<ParkedPage>(),
        Post("RetryParked", "One of them is put on its queue again.").Gives<ParkedRetried>(202),
        Post("RetryAllParked", "Up to 1,000 of a queue are put on it again.")
            .Asks("queue!").Gives<AllParkedRetried>(202),
        Delete("DiscardParked", "One of them is given up.").GivesNone(204, "It is gone."),
        Get("Health", "Whether this instance can do its work.").Gives<HealthShown>(),
        Get("OpenApi", "This document.").Gives<System.Text.Json.Nodes.JsonObject>(),
        Get("Outbox", "The mails written so far, where no provider is set.").Gives(Content.Html, "A page."),
        Get("OutboxMail", "One of them.").Gives(Content.Html, "The mail."),
        Get("TimeTravel", "The app's clock; with time travel only.").Gives<ClockShown>(),
        Post("TimeTravel", "Moves the app's clock, and does what is due on the way; with time travel only.")
            .Takes<TravelBody>().Gives<TravelShown>().Refuses(409, "Something does not come to an end."),
    ];
}
