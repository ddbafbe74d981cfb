using LeadScoring.Exports;
using static LeadScoring.Docs.DoorDoc;

namespace LeadScoring.Docs.Rooms;

/// <summary>Lists under a name, and those that leave the house.</summary>
internal static class ExportRoom
{
    public static IReadOnlyList<DoorDoc> Doors { get; } =
    [
        Get("ListViews", "The saved views of the sales list.").Gives<ViewList>(),
        Get("ShowView", "One of them.").Gives<ViewShown>().Refuses(404, "There is no such view."),
        Put("SaveView", "Filters of the sales list under a name, and to whom it is delivered; who saves last wins, "
                + "unless If-Match tells the ETag that was read.")
            .Takes<ViewBody>().Gives<ViewShown>()
            .Refuses(409, "There are as many views as are kept, or a webhook could not be signed.")
            .Refuses(412, "The view has changed since it was read."),
        Delete("RemoveView", "The view is taken out; whether it was there or not.")
            .GivesNone(204, "It is not there any more.")
            .Refuses(412, "The view has changed since it was read."),
        Get("ExportAudience", "Digests of addresses for an ad platform, of those alone who permit it.")
            .Asks("audience! product minScore top cursor format").Gives<AudiencePage>()
            .Gives(Content.Csv, "One column of digests, under the name email.")
            .Refuses(409, "The brand asks nobody for a consent that permits it."),
    ];
}
