using LeadScoring.Loyalty;
using static LeadScoring.Docs.DoorDoc;

namespace LeadScoring.Docs.Rooms;

/// <summary>What makes people loyal.</summary>
internal static class LoyaltyRoom
{
    public static IReadOnlyList<DoorDoc> Doors { get; } =
    [
        Get("GoldenRouteInsight", "Which early behaviour goes with loyalty: found in one half, checked in the other.")
            .Asks("product lang").Gives<GoldenRouteView>(),
        Post("DraftOfRoute", "A golden route as draft rules or as a scenario with a holdout; nothing comes into force.")
            .Takes<DraftOfRouteBody>().Gives<RouteDraft>()
            .Refuses(404, "The route is not among those tested.")
            .Refuses(409, "The route is not golden, or no rule or scenario can say it."),
        Get("ClassMoveInsight", "How many customers each class held at the end of each month, and who moved where.")
            .Asks("product from to lang").Gives<ClassMovesView>(),
        Get("SecondOrderInsight", "How many order again by when, open ones counted as open, and what precedes it.")
            .Asks("product lang").Gives<SecondOrderView>(),
        Get("AtRiskInsight", "Customers who have lapsed or soon will, who has paid most first.")
            .Asks("product state within top cursor format lang")
            .Gives<AtRiskPage>().Gives(Content.Csv, "The same for a spreadsheet."),
        Get("LookalikeInsight", "Leads whose early days are like those of loyal customers, most alike first.")
            .Asks("product top cursor format lang")
            .Gives<LookalikePage>().Gives(Content.Csv, "The same for a spreadsheet."),
    ];
}
