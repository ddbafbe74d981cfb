using LeadScoring.Campaigns;
using LeadScoring.Spend;
using static LeadScoring.Docs.DoorDoc;

namespace LeadScoring.Docs.Rooms;

/// <summary>What a campaign needs besides entries.</summary>
internal static class CampaignRoom
{
    public static IReadOnlyList<DoorDoc> Doors { get; } =
    [
        Post("SerialCodes", "Imports serial codes; those that are there already are known, not doubled.")
            .Takes<CodesBody>().Takes(Content.Csv, "One code a line.").Gives<CodesTaken>(202),
        Get("SerialCodes", "How many codes there are, and how many are used.").Gives<CodeCounts>(),
        Post("CommitDraw", "Settles the seed of a draw while the campaign is open and publishes its digest.")
            .Gives<DrawView>().Refuses(409, "The campaign has closed."),
        Post("Draw", "Draws the winners when the campaign has closed; again, they are the same.")
            .Gives<DrawMade>().Refuses(409, "The campaign is open, or no seed was settled in time."),
        Get("DrawResult", "What anybody may know of a draw, to check it.").Gives<DrawView>(),
        Get("ShowCosts", "What the campaign cost by month: as its file says, or as somebody corrected it.")
            .Gives<CostView>(),
        Put("CorrectCosts", "Corrects costs by month; null takes a correction back.")
            .Takes<CostsBody>().Gives<CostView>()
            .Refuses(409, "Others correct them now, or there are too many months."),
        Get("DrawEntries", "The list that was drawn from.").Gives(Content.Text, "One entry a line."),
    ];
}
