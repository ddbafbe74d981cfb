using LeadScoring.Exports;
using LeadScoring.Parsing;
using LeadScoring.Storage;
using NodaTime;

namespace LeadScoring.Sales;

/// <summary>
/// That leads are shared out by themselves (<c>assign</c> of <c>sales.json</c>): at these times
/// (<see cref="CronTimes"/>) by the brand's clocks, of these product lines (none: of all), from this score on (0 to
/// 100), in this stage (null: in any), and so many at a time at the most.
/// </summary>
public sealed record AssignPlan(string At, IReadOnlyList<string> Products, double MinScore, string? Stage, int Most)
{
    private const int MostAtOnce = 1_000;
    private const int Usual = 200;

    public static AssignPlan Read(JsonFields fields)
    {
        fields.RefuseOthers("at", "products", "minScore", "stage", "most");
        var at = fields.RequiredText("at", 100);
        if (at.Length > 0
            && CronTimes.Parse(at, out var reason)?.NextAfter(DateTimeOffset.UnixEpoch, DateTimeZone.Utc) is null)
            fields.Refuse("at", reason);
        return new AssignPlan(
            at, fields.Texts("products", 100), fields.Number("minScore", 0, 100) ?? 0, fields.Text("stage", 60),
            fields.Whole("most", 1, MostAtOnce) ?? Usual);
    }

    /// <summary>Null only for a text that <see cref="Read"/> refuses.</summary>
    public CronTimes? Times() => CronTimes.Parse(At);

    /// <summary>Another one with every change: by it a process knows what was planned for another plan.</summary>
    public string Version(DateTimeZone zone) => Digest.Of($"{Json.Write(this)}|{zone.Id}")[..16];
}
