using LeadScoring.Parsing;
using NodaTime;

namespace LeadScoring.Nurture;

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

    /// <summary>Over how many minutes behind the window's opening the mails of the next day come.</summary>
    private const int Spread = 15;

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

    /// <summary>The part of a limit that one of the counters may give away.</summary>
    public static int ShareOf(int limit, int shard) => limit / Shards + (shard < limit % Shards ? 1 : 0);

    /// <summary>
    /// When a mail that found the day full is decided again: after the window's opening on the next local day, the
    /// higher priority first, people spread over some minutes, where the window is that long.
    /// </summary>
    /// <param name="scenario">Whose mail it is.</param>
    /// <param name="zone">The brand's.</param>
    /// <param name="day">The day that is full.</param>
    /// <param name="leadId">Hexadecimal.</param>
    public static DateTimeOffset Again(Scenario scenario, DateTimeZone zone, LocalDate day, string leadId)
    {
        var opening = scenario.Window.NextOpening(zone.AtStartOfDay(day.PlusDays(1)).ToDateTimeOffset());
        var minutes = (100 - scenario.Priority) * Spread / 100 + Convert.ToInt32(leadId[..4], 16) % Spread;
        var later = opening.AddMinutes(minutes);
        return scenario.Window.IsOpen(later) ? later : opening;
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
