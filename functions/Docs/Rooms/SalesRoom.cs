using static LeadScoring.Docs.DoorDoc;

namespace LeadScoring.Docs.Rooms;

/// <summary>How sales works leads.</summary>
internal static class SalesRoom
{
    private const string Held = "Somebody else holds it, the owner holds as many as they may, or it is closed.";

    public static IReadOnlyList<DoorDoc> Doors { get; } =
    [
        Post("ClaimLead", "Somebody takes the lead on; who comes second is told by whom it is held.")
            .Takes<ClaimBody>().Gives<ClaimShown>().Refuses(409, Held),
        Delete("ReleaseLead", "They give it up.").Gives<ClaimReleased>().Refuses(409, "Nobody holds it, or another."),
        Post("TransferLead", "They hand it over.").Takes<TransferBody>().Gives<ClaimShown>().Refuses(409, Held),
    ];
}
