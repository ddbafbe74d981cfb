using LeadScoring.Docs.Rooms;

namespace LeadScoring.Docs;

/// <summary>
/// What is said of every door, room by room. A new door gets one entry in its room (its fields in <c>Bodies.cs</c> and
/// <c>Shapes.cs</c> where no type of the app tells them) and a request in <c>functions/requests.http</c>.
/// </summary>
internal static class DoorDocs
{
    private static readonly (string Room, IReadOnlyList<DoorDoc> Doors)[] Every =
    [
        ("Entries and reactions", IntakeRoom.Doors),
        ("Imports", ImportRoom.Doors),
        ("Campaigns", CampaignRoom.Doors),
        ("Consent", ConsentRoom.Doors),
        ("Leads", LeadRoom.Doors),
        ("Lists out", ExportRoom.Doors),
        ("Sales", SalesRoom.Doors),
        ("Figures", InsightRoom.Doors),
        ("Loyalty", LoyaltyRoom.Doors),
        ("Rules", RulesRoom.Doors),
        ("Scenarios and mails", ScenarioRoom.Doors),
        ("Console", ConsoleRoom.Doors),
        ("Access", AccessRoom.Doors),
        ("Operation", OperatorRoom.Doors),
    ];

    public static IEnumerable<string> Rooms => Every.Select(room => room.Room);

    public static IEnumerable<DoorDoc> All => Every.SelectMany(room => room.Doors);

    /// <summary>Without a word where nobody has described it.</summary>
    public static (string Room, DoorDoc Doc) Of(string function, string method) =>
        (from room in Every
         from doc in room.Doors
         where doc.Function == function && doc.Method == method
         select (room.Room, doc)).FirstOrDefault((Every[^1].Room, new DoorDoc(function, method, function)));
}
