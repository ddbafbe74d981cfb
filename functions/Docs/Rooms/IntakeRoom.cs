using static LeadScoring.Docs.DoorDoc;

namespace LeadScoring.Docs.Rooms;

/// <summary>Where entries, reactions and purchases come in.</summary>
internal static class IntakeRoom
{
    public static IReadOnlyList<DoorDoc> Doors { get; } =
    [
        Post("SubmitEntry", "Somebody enters a campaign; with consent, a mail asks them to confirm it.")
            .Takes<EntryBody>().Takes(Content.Form, "The same fields, flat: attributes.budget, optIn=on.")
            .Gives<EntryTaken>(202).GivesNone(303, "To the campaign's thanks page: what a browser's form gets.")
            .Refuses(403, "The page is not one of the campaign's.")
            .Refuses(409, "The campaign is closed, full, or not for this person."),
        Post("Beacon", "What a landing page saw of a visitor, who need not be known yet.")
            .Takes<BeaconBody>().Takes(Content.Text, "The same JSON as text, which a closing page may send.")
            .Gives<ItemsTaken>(202).Refuses(403, "The page is not one of the campaign's."),
        Post("RecordReactions", "Reactions from other systems; each is taken or rejected by itself.")
            .Takes<ReactionsBody>().Gives<ItemsTaken>(202),
        Post("RecordPurchases", "Purchases and refunds; each is taken or rejected by itself.")
            .Takes<PurchasesBody>().Gives<ItemsTaken>(202),
        Post("SendGridEvents", "What the mail provider tells of mails, signed.")
            .Takes<System.Text.Json.Nodes.JsonArray>().Gives<EventsTaken>(202)
            .Refuses(403, "The call is not signed by the provider, or too old."),
        Get("LeadScript", "The script for landing pages.").Gives("text/javascript", "The script."),
        Get("FollowLink", "The way of a mail's link: it is noted, and leads on.")
            .GivesNone(302, "To where the mail's link leads."),
        Get("Page", "The sample landing page by language, the thanks page, the brochure.")
            .Asks("campaign locale").Gives(Content.Html, "The page."),
    ];
}
