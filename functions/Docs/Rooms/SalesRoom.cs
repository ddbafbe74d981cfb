using static LeadScoring.Docs.DoorDoc;

namespace LeadScoring.Docs.Rooms;

/// <summary>How sales works leads.</summary>
internal static class SalesRoom
{
    private const string Held = "Somebody else holds it, the owner holds as many as they may, or it is closed.";

    private const string Reported = "Somebody else holds the lead, it is closed, or the id was used for other content.";

    public static IReadOnlyList<DoorDoc> Doors { get; } =
    [
        Post("ClaimLead", "Somebody takes the lead on; who comes second is told by whom it is held.")
            .Takes<ClaimBody>().Gives<ClaimShown>().Refuses(409, Held),
        Delete("ReleaseLead", "They give it up.").Gives<ClaimReleased>().Refuses(409, "Nobody holds it, or another."),
        Post("AssignLeads", "Shares the best leads that nobody holds among sales, by region and room.")
            .Takes<AssignBody>().Gives<AssignShown>(),
        Get("ListOwners", "Who is in sales, and how many leads they hold.").Gives<OwnerList>(),
        Post("RecordOutcome", "What came of working the lead; decided before the answer.")
            .Takes<OutcomeBody>().Gives<ReportShown>().Refuses(409, Reported),
        Post("RecordCall", "How a call went.").Takes<CallBody>().Gives<ReportShown>().Refuses(409, Reported),
        Get("ResponseInsight", "How long hot leads waited for the first contact.")
            .Asks("product from to owner").Gives<ResponseShown>(),
        Post("TransferLead", "They hand it over.").Takes<TransferBody>().Gives<ClaimShown>().Refuses(409, Held),
    ];
}
