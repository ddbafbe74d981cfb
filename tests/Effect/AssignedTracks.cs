using LeadScoring.Leads;
using LeadScoring.Nurture;
using LeadScoring.Reactions;
using LeadScoring.Scoring;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tracks;

namespace LeadScoring.Tests.Effect;

/// <summary>Leads that were enrolled in a scenario of the shipped content, and what they did afterwards.</summary>
internal static class AssignedTracks
{
    public const string Scenario = "car-considering";

    public static readonly ProductLine Car = SampleContent.Edition.Rules.Products["car"];

    public static readonly CubeBasis Basis = new(SampleContent.Edition.Rules, Car, SampleContent.Edition);

    /// <summary>The first of the month in which everybody is assigned who is not said to be later.</summary>
    public static readonly int Day = Days.Of(new NodaTime.LocalDate(2026, 4, 1));

    public static int InForce => SampleContent.Edition.Scenarios[Scenario].Version;

    public static DateTimeOffset At(int day, int hour = 12) => Car.StartOf(day).AddHours(hour);

    public static Assignment Assigned(
        int day, bool heldOut, HeldOutBy? by = null, string scenario = Scenario, string? reached = null) => new(
        scenario, InForce, 1, heldOut, heldOut ? by ?? HeldOutBy.Scenario : null, At(day), day, reached);

    public static Track Of(string id, params Assignment[] assignments) => new()
    {
        LeadId = id,
        Product = "car",
        Start = assignments.Length == 0 ? Day : assignments[0].Day,
        CameBy = new CameBy("car-launch-2026", "poster", null, "web", false),
        Touchpoints = [new Touchpoint(At(Day - 1), Day - 1, "entry", "web", "car-launch-2026")],
        Stages = [new StageEntered(At(Day - 1), Day - 1, null, "new")],
        Assignments = assignments,
    };

    public static Track Buys(this Track track, int day, decimal amount, int hour = 13, string id = "a") => track with
    {
        Purchases = track.Purchases.Add(new Purchase(Touch.ShortHash(track.LeadId + id), day, amount, At(day, hour))),
    };

    public static Track Returns(this Track track, int day, decimal amount, string id = "a") => track with
    {
        Purchases = track.Purchases.Add(new Refund(
            Touch.ShortHash(track.LeadId + id + "back"), Touch.ShortHash(track.LeadId + id), day, amount)),
    };

    public static Track Rises(this Track track, int day, string stage, int hour = 13) => track with
    {
        Stages = [.. track.Stages, new StageEntered(At(day, hour), day, track.Stages[^1].Stage, stage)],
    };
}
