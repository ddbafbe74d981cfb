using LeadScoring.Parsing;
using LeadScoring.Scenarios;
using NodaTime;

namespace LeadScoring.Sending;

/// <summary>
/// How many mails of scenarios the brand sends on one local day of its time zone at most, from <c>sends</c> in
/// <c>sender.json</c>. Pure.
/// </summary>
/// <param name="DailyLimit">Null: as many as are due.</param>
/// <param name="WarmUp">How a new sending address begins; null: at once.</param>
public sealed record SendLimits(int? DailyLimit, WarmUp? WarmUp)
{
    public const int Most = 10_000_000;

    /// <summary>
    /// A limit is kept as this many counters of a share each, so that workers do not wait for one row; the shares are
    /// the limit, so no number of workers goes over it.
    /// </summary>
    public const int Shards = 8;

    /// <summary>How many minutes lie between the turns of the highest and of the lowest priority.</summary>
    private const int Spread = 15;

    /// <summary>Who waits for so many days goes before all others of the same priority.</summary>
    private const int LongestWait = 14;

    public static SendLimits None { get; } = new(null, null);

    public static SendLimits Read(JsonFields fields)
    {
        if (fields.Object("sends") is not { } sends) return None;
        sends.RefuseOthers("dailyLimit", "warmUp");
        return new SendLimits(
            sends.Whole("dailyLimit", 1, Most),
            sends.Object("warmUp") is { } warmUp ? WarmUp.Read(warmUp) : null);
    }

    /// <summary>The limit of a day; null: none.</summary>
    public int? On(LocalDate day)
    {
        var warm = WarmUp?.On(day);
        return warm is null ? DailyLimit : DailyLimit is null ? warm : Math.Min(warm.Value, DailyLimit.Value);
    }

    /// <summary>
    /// The part of a limit that each of the counters may give away. One that stands above its part, since the limit
    /// was higher earlier in the day, keeps what it gave, and the others share the rest: it changes no more, so whoever
    /// looks later comes to the same shares, and they never add up to more than the limit.
    /// </summary>
    public static IReadOnlyList<int> SharesOf(int limit, IReadOnlyList<int> used)
    {
        var open = Enumerable.Range(0, used.Count).ToList();
        while (true)
        {
            var rest = Math.Max(0, limit - used.Where((_, shard) => !open.Contains(shard)).Sum(count => (long)count));
            var shares = used.ToArray();
            foreach (var (index, shard) in open.Index())
                shares[shard] = (int)(rest / open.Count) + (index < rest % open.Count ? 1 : 0);
            if (open.RemoveAll(shard => used[shard] > shares[shard]) == 0) return shares;
        }
    }

    /// <summary>
    /// When a mail asks for its place on a local day at the earliest: within half an hour of the window's opening,
    /// where the window is that long. The higher priority goes first, and of one priority who waits longer, by a minute
    /// a day: a day of waiting weighs as much as 7 points of priority.
    /// </summary>
    /// <param name="day">The day.</param>
    /// <param name="scenario">Whose mail it is, by the clock of its reader.</param>
    /// <param name="zone">The brand's.</param>
    /// <param name="since">The day since which it waits.</param>
    public static DateTimeOffset TurnOn(LocalDate day, Scenario scenario, DateTimeZone zone, LocalDate since)
    {
        var opening = scenario.Window.NextOpening(zone.AtStartOfDay(day).ToDateTimeOffset());
        var waited = Math.Clamp(Period.DaysBetween(since, day), 0, LongestWait);
        var turn = opening.AddMinutes((100 - scenario.Priority) * Spread / 100 + LongestWait - waited);
        return scenario.Window.IsOpen(turn) ? turn : opening;
    }
}

/// <summary>
/// The warm-up of a sending address: floor(<see cref="PerDay"/> × <see cref="GrowBy"/>^n) mails on day n after
/// <see cref="Start"/>, which is day 0; before it as on day 0.
/// </summary>
public sealed record WarmUp(LocalDate Start, int PerDay, decimal GrowBy)
{
    public static WarmUp Read(JsonFields fields)
    {
        fields.RefuseOthers("start", "perDay", "growBy");
        return new WarmUp(
            fields.Date("start") ?? fields.Missing("start", default(LocalDate)),
            fields.RequiredWhole("perDay", 1, SendLimits.Most),
            fields.RequiredAmount("growBy", 1.01m, 10m));
    }

    /// <summary>Null once it has grown beyond all limits.</summary>
    public int? On(LocalDate day)
    {
        decimal mails = PerDay;
        for (var days = Period.DaysBetween(Start, day); days > 0 && mails <= SendLimits.Most; days--) mails *= GrowBy;
        return mails <= SendLimits.Most ? (int)mails : null;
    }
}
