using LeadScoring.Funnel;
using LeadScoring.Insights;
using LeadScoring.Learning;
using LeadScoring.Proof;
using LeadScoring.Tracks;
using static LeadScoring.Docs.DoorDoc;

namespace LeadScoring.Docs.Rooms;

/// <summary>What came of it.</summary>
internal static class InsightRoom
{
    public static IReadOnlyList<DoorDoc> Doors { get; } =
    [
        Get("ClassInsight", "How many customers each class holds, as of any day.")
            .Asks("product asOf").Gives<ClassCounts>(),
        Get("SendInsight", "Where every intended mail went, in figures that add up.")
            .Asks("from to scenario version step status reason groupBy").Gives<SendsView>(),
        Get("SendInsightList", "The mails behind a figure, one by one.")
            .Asks("from to scenario version step status reason top cursor format")
            .Gives<SendPage>().Gives(Content.Csv, "The same for a spreadsheet."),
        Get("AlertInsight", "What needs somebody, newest first.")
            .Asks("product kind open since top=1..200 cursor lang").Gives<AlertPage>(),
        Post("AcknowledgeAlert", "Somebody takes care of an alert; who comes later is told whose it is.")
            .Takes<AcknowledgeBody>().Gives<AlertAcknowledged>(),
        Get("CalibrationInsight", "The newest model of an order's probability, and how it did on later days.")
            .Asks("product lang").Gives<CalibrationView>(),
        Get("FunnelInsight", "How far leads come from month to month, step by step, and how long each step takes.")
            .Asks("product by=all|campaign|source|month|referred from to lang").Gives<FunnelView>(),
        Post("RefreshInsights", "Brings insights up to date now instead of tonight, in the background.")
            .Takes<RefreshBody>().Gives<RefreshBegun>(202),
    ];
}
