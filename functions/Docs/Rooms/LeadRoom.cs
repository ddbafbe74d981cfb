using LeadScoring.Exports;
using LeadScoring.Leads;
using LeadScoring.Rewards;
using LeadScoring.Rights;
using static LeadScoring.Docs.DoorDoc;

namespace LeadScoring.Docs.Rooms;

/// <summary>What sales sees of people, who is who, and what people may ask of the brand.</summary>
internal static class LeadRoom
{
    public static IReadOnlyList<DoorDoc> Doors { get; } =
    [
        Get("ListLeads", "The sales list, highest score first, as of this second.")
            .Asks("product minScore maxScore stage class campaign owner claimed attribute.{name} "
                + "reactedSince changedSince contactBefore interestedIn minInterest minLikeness view curve "
                + "top=1..10000 cursor format lang")
            .Gives<LeadPage>().Gives(Content.Csv, "The same for a spreadsheet.")
            .Refuses(409, "The view names what the content no longer has: save it anew."),
        Get("ListChanges", "Which leads changed, oldest first: another system follows without reading the whole list.")
            .Asks("product since cursor top lang").Gives<ChangePage>()
            .Refuses(410, "The changes of that time are no longer kept: read the list once, and go on from now."),
        Post("FindLead", "The lead's page, by the address.")
            .Asks("product lang since=date").Takes<EmailBody>().Gives<LeadView>()
            .Refuses(404, "Nobody with this address is known."),
        Get("GetLead", "Everything about one lead: scores and why, history, consents, mails, the next step.")
            .Asks("product lang since=date").Gives<LeadView>(),
        Get("ShowPoints", "The person's points: balance, what expires next, and the ledger.")
            .Asks("lang").Gives<PointsView>().Refuses(404, "There is no such lead, or no points programme."),
        Post("SpendPoints", "More entries in a prize draw, for points; once for each id.")
            .Takes<SpendBody>().Gives<PointsActed>().Refuses(409, "Too few points, or not for sale; code says which."),
        Post("AdjustPoints", "Staff gives or takes points, and says why; once for each id.")
            .Takes<AdjustBody>().Gives<PointsActed>().Refuses(409, "There are fewer points than are to be taken."),
        Post("MergeLead", "Two leads are one person, found and counted under the second one.")
            .Takes<MergeBody>().Gives<Merged>(202).Refuses(409, "They cannot be merged; detail says why."),
        Post("UnmergeLead", "They are two again, each with its own events.")
            .Gives<Unmerged>().Refuses(409, "The lead is not merged into another."),
        Post("ChangeAddress", "The person is reached under another address now.")
            .Takes<AddressBody>().Gives<Merged>(202).Refuses(409, "The lead is part of another, or was erased."),
        Get("ExportLead", "All that is kept of the person, to be handed over.").Gives<ExportedLead>(),
        Delete("EraseLead", "The person is forgotten; what stays is the proof of consents, without personal data.")
            .Gives<Erased>(),
        Post("StopUse", "The data is kept but not used: no score, no list, no mail.").Gives<UseAnswered>(),
        Delete("AllowUse", "It is used again.").Gives<UseAnswered>(),
    ];
}
