using LeadScoring.Effect;
using LeadScoring.Funnel;
using LeadScoring.History;
using LeadScoring.Insights;
using LeadScoring.Learning;
using LeadScoring.Proof;
using LeadScoring.Rewards;
using LeadScoring.Spend;
using LeadScoring.Tracks;
using LeadScoring.Value;
using LeadScoring.Voice;
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
            .Asks("product by=all|campaign|source|month|referred from to format lang").Gives<FunnelView>()
            .Gives(Content.Csv, "The lines, a row for each step."),
        Get("LtvInsight", "What the customers are worth within a horizon, with what the model got right so far.")
            .Asks("product horizonDays lang").Gives<LtvView>(),
        Get("LtvCustomers", "The customers from whom most is expected within a year, the highest value first.")
            .Asks("product top=1..100 cursor format lang").Gives<LtvCustomers>()
            .Gives(Content.Csv, "The same for a spreadsheet."),
        Get("UpliftInsight", "What mails do: who was to get them against who was held out, as assigned.")
            .Asks("product scenario days outcome effect lang").Gives<UpliftView>(),
        Get("TouchpointInsight", "What buyers did before their first order, against others of the same age.")
            .Asks("product before format lang").Gives<TouchpointView>()
            .Gives(Content.Csv, "The touchpoints."),
        Get("AttributionInsight", "Conversions and revenue credited to channels or campaigns by six rules.")
            .Asks("product by=channel|campaign from to days format lang").Gives<AttributionView>()
            .Gives(Content.Csv, "A row for each place and rule."),
        Get("RomiInsight", "Spend against return, from awareness to purchase: by month, campaign and cohort.")
            .Asks("product credit from to days format lang").Gives<RomiView>().Gives(Content.Csv, "The months."),
        Get("HistoryInsight", "What a new customer's worth, the return on spending and the loyal came to, day by day.")
            .Asks("product from to by=month|day lang").Gives<HistoryView>(),
        Post("RefreshInsights", "Brings insights up to date now instead of tonight, in the background.")
            .Takes<RefreshBody>().Gives<RefreshBegun>(202),
        Get("PointsInsight", "Points earned, spent, expired and outstanding by month, by rule, and what expires when.")
            .Asks("from to format lang").Gives<PointsReport>().Gives(Content.Csv, "The months.")
            .Refuses(404, "There is no points programme."),
        Get("VoiceInsight", "What people speak of in their own words, by theme.")
            .Asks("product theme from to lang").Gives<VoiceAnswer>(),
        Get("VoiceLeadList", "Who spoke of a theme, with their words, newest first.")
            .Asks("product theme from to top=1..200 cursor lang").Gives<VoiceLeads>(),
        Post("TryVoice", "Which themes a text gets and why, also by rules that are only tried.")
            .Takes<VoiceTryBody>().Gives<VoiceTrial>(),
    ];
}
