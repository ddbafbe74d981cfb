using static LeadScoring.Docs.DoorDoc;

namespace LeadScoring.Docs.Rooms;

/// <summary>May we write to this person?</summary>
internal static class ConsentRoom
{
    public static IReadOnlyList<DoorDoc> Doors { get; } =
    [
        Get("ConfirmOptIn", "The page behind a confirmation link; looking changes nothing.")
            .Gives(Content.Html, "The page with its button."),
        Post("ConfirmOptIn", "The person confirms.").Gives(Content.Html, "What has been done."),
        Get("Unsubscribe", "The page behind an unsubscribe link; looking changes nothing.")
            .Gives(Content.Html, "The page with its button."),
        Post("Unsubscribe", "All mail ends; also the one-click of mailboxes (RFC 8058).")
            .Takes(Content.Form, "Nothing, List-Unsubscribe=One-Click, or reason: why.")
            .Gives(Content.Html, "What has been done."),
        Get("UndoUnsubscribe", "The page that takes such an end back, for a week.")
            .Gives(Content.Html, "The page with its button."),
        Post("UndoUnsubscribe", "What this one end had ended is granted again.")
            .Gives(Content.Html, "What has been done."),
        Get("Preferences", "What the person can choose: topics, frequency, calls.").Gives(Content.Html, "The page."),
        Post("Preferences", "The person chooses, or ends all.")
            .Takes(Content.Form,
                "topic (repeated), frequency, calls, noCalls=on, do=save; do=stop; or campaign, spend, do=spend.")
            .Gives(Content.Html, "The page as it is now."),
        Post("RecordConsent", "What the staff was told: a consent or a withdrawal.")
            .Takes<ConsentBody>().Gives<ConsentRecorded>(),
        Post("ImportConsents", "Consents of an older system, with their proof; each is taken or rejected by itself.")
            .Takes<ConsentsBody>().Gives<ItemsTaken>(202),
        Post("AskOptIn", "Asks for a consent by mail: at the receipt, the warranty, the counter.")
            .Takes<AskBody>().Gives<EntryTaken>(202),
        Post("AskAgain", "Asks once more, where a consent grew old.")
            .Gives<EntryTaken>(202).Refuses(409, "The person never consented, or withdrew."),
        Delete("LiftSuppression", "The staff says that mail may go to the address again.")
            .Takes<WhyBody>().Gives<SuppressionLifted>(),
    ];
}
