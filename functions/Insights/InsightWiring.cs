using LeadScoring.Effect;
using LeadScoring.Funnel;
using LeadScoring.History;
using LeadScoring.Loyalty;
using LeadScoring.Rewards;
using LeadScoring.Spend;
using LeadScoring.Tracks;
using LeadScoring.Value;
using LeadScoring.Voice;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LeadScoring.Insights;

/// <summary>What makes and shows insights, by hand: the tracks, and the questions to them.</summary>
internal static class InsightWiring
{
    public static void AddInsights(this IServiceCollection services)
    {
        services.AddSingleton<BuyerList>().AddSingleton<ClassInsight>();
        services.AddTracks();
        services.AddLoyalty();
        services.AddSingleton<PointsStore>().AddSingleton<PointsHandler>().AddSingleton<PointsDoor>()
            .AddSingleton<PointsCounter>().AddSingleton<PointsInsightDoor>();
        services.AddSingleton<ICube, VoiceCube>().AddSingleton<WordStore>().AddSingleton<VoiceDoor>();
        services.AddSpend();
    }

    private static void AddTracks(this IServiceCollection services)
    {
        services.TryAddSingleton(TrackTimers.Usual);
        services.AddSingleton<CubeSet>().AddSingleton<TrackStore>().AddSingleton<MarkStore>();
        services.AddSingleton<TrackReader>();
        services.AddSingleton<RefreshHandler>().AddSingleton<StudyStore>().AddSingleton<StudyHandler>();
        services.AddSingleton<FillHandler>().AddSingleton<TrackHandler>().AddSingleton<TrackForgetting>();
        services.AddSingleton<TrackStatus>().AddSingleton<CellReader>().AddSingleton<StudyDoor>();
        services.AddSingleton<ICube, FunnelCube>().AddSingleton<IStudy, TouchpointStudy>();
        services.AddSingleton<IStudy, LtvStudy>().AddSingleton<LtvCustomersDoor>();
        services.AddSingleton<ICube, UpliftCube>();
        services.AddSingleton<HeadStore>().AddSingleton<HeadHandler>().AddSingleton<HistoryDoor>();
    }

    private static void AddLoyalty(this IServiceCollection services)
    {
        services.AddSingleton<ICube, ClassCube>();
        services.AddSingleton<IStudy, GoldenRouteStudy>().AddSingleton<IStudy, SecondOrderStudy>();
        services.AddSingleton<IStudy, LikenessStudy>().AddSingleton<IStudy, LookalikeStudy>();
        services.AddSingleton<LikenessHandler>().AddSingleton<GoldenRouteDoor>().AddSingleton<LoyaltyDoor>();
        services.AddSingleton<AtRiskDoor>().AddSingleton<LookalikeDoor>();
    }

    private static void AddSpend(this IServiceCollection services)
    {
        services.AddSingleton<ICube, AttributionCube>().AddSingleton<ICube, RomiCube>();
        services.AddSingleton<CostStore>().AddSingleton<CostDoor>().AddSingleton<SpendDoor>();
        services.AddSingleton<SpendReader>();
    }
}
