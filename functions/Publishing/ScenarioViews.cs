using System.Text.Json.Serialization;
using LeadScoring.Due;
using LeadScoring.RollOut;
using LeadScoring.Scenarios;
using LeadScoring.Sending;
using LeadScoring.Storage;
using NodaTime;

namespace LeadScoring.Publishing;

/// <summary>A limit of the brand's day, and what of it is used up.</summary>
public sealed record LimitView(string Day, int Used, int Limit);

/// <summary>How all mails of scenarios stand.</summary>
public sealed record BrandSends(Pause? Paused, LimitView? Today);

/// <summary>One step, and the mail it sends, if any.</summary>
public sealed record StepView(string Id, string? Template);

/// <summary>A scenario in force, as operators see it.</summary>
public sealed record ScenarioView(
    string Id, int Version, string Product, string Running, IReadOnlyList<StepView> Steps, Pause? Paused,
    LimitView? Today, WalkView? Present)
{
    /// <summary>How many of its mails a pause, its own or that of all, holds back; null while none does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HeldMails? Held { get; init; }
}

/// <summary>
/// Mails that have fallen due and wait for the end of a pause; <paramref name="More"/>: there are more than were
/// counted.
/// </summary>
public sealed record HeldMails(int Mails, bool More);

/// <summary>What is in force, paused and used up today, as <c>GET /api/scenarios</c> shows it.</summary>
public sealed class ScenarioViews(LimitStore limits, WalkStore walks, DueIndex due, TimeProvider time)
{
    /// <summary>Half a page of rows; a number above it would tell an operator nothing else.</summary>
    private const int MostHeld = 500;

    public async Task<BrandSends> BrandAsync(Edition edition, CancellationToken cancel)
    {
        var today = Today(edition);
        return new BrandSends(
            InForce(edition.Controls.All),
            await TodayAsync(SendSlot.Brand, today, edition.Sender.Sends.On(today), cancel));
    }

    public async Task<IReadOnlyList<ScenarioView>> OfAsync(Edition edition, CancellationToken cancel)
    {
        var views = new List<ScenarioView>();
        foreach (var scenario in edition.Scenarios.Values) views.Add(await OfAsync(scenario, edition, cancel));
        return views;
    }

    /// <summary>
    /// The pauses of scenarios that are not in force any more: who is under way in them waits all the same.
    /// </summary>
    public IReadOnlyList<PausedMails> Besides(Edition edition) =>
    [
        .. edition.Controls.HoldingAt(time.GetUtcNow())
            .Where(one => one.Scenario is { } scenario && !edition.Scenarios.ContainsKey(scenario)),
    ];

    public async Task<ScenarioView> OfAsync(Scenario scenario, Edition edition, CancellationToken cancel)
    {
        var parts = await walks.PartsAsync(Walk.Present(scenario.Id, scenario.Version), cancel);
        return new ScenarioView(
            scenario.Id, scenario.Version, scenario.Product, Json.Name(scenario.Running),
            [.. scenario.Steps.Select(step => new StepView(step.Id, step.Template))],
            InForce(edition.Controls.Of(scenario.Id)),
            await TodayAsync(SendSlot.Of(scenario.Id), Today(edition), scenario.DailyLimit, cancel),
            parts.Count == 0 ? null : WalkView.Sum(parts))
        {
            Held = edition.Controls.Holds(scenario.Id, time.GetUtcNow()) ? await HeldAsync(scenario.Id, cancel) : null,
        };
    }

    private async Task<HeldMails> HeldAsync(string scenario, CancellationToken cancel)
    {
        var parked = await due.ParkedAsync(scenario, MostHeld + 1, cancel);
        return new HeldMails(Math.Min(parked.Count, MostHeld), parked.Count > MostHeld);
    }

    private async Task<LimitView?> TodayAsync(string what, LocalDate day, int? limit, CancellationToken cancel) =>
        limit is { } most
            ? new LimitView(day.ToString("R", null), await limits.UsedAsync(what, day, cancel), most)
            : null;

    /// <summary>One whose end has come is none any more.</summary>
    private Pause? InForce(Pause? pause) => pause?.HoldsAt(time.GetUtcNow()) == true ? pause : null;

    private LocalDate Today(Edition edition) =>
        Instant.FromDateTimeOffset(time.GetUtcNow()).InZone(edition.Sender.TimeZone).Date;
}
