using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace LeadScoring.Sending;

/// <summary>
/// Since when mails wait, until when (null: until somebody resumes them; at the instant itself they may go again), and
/// who said so.
/// </summary>
public sealed record Pause(DateTimeOffset At, DateTimeOffset? Until, string? By)
{
    /// <summary>So many words of before are kept of one pause, the first always.</summary>
    private const int MostBefore = 20;

    /// <summary>
    /// What was said of this very pause before, the first first; null where this is the first. It tells who began it.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PauseWord>? Before { get; init; }

    public bool HoldsAt(DateTimeOffset now) => Until is not { } until || now < until;

    /// <summary>
    /// The same pause, said anew: it keeps who said so before, where that one has not ended. One that is there already
    /// (its writer heard no answer) is itself.
    /// </summary>
    public Pause After(Pause? before)
    {
        if (before is not null && (before.At, before.Until, before.By) == (At, Until, By)) return before;
        if (before?.HoldsAt(At) != true) return this;
        PauseWord[] words = [.. before.Before ?? [], new PauseWord(before.At, before.Until, before.By)];
        return this with { Before = words.Length <= MostBefore ? words : [words[0], .. words[^(MostBefore - 1)..]] };
    }
}

/// <summary>Who paused, when, and until when they meant to.</summary>
public sealed record PauseWord(DateTimeOffset At, DateTimeOffset? Until, string? By);

/// <summary>
/// What is paused: all mails of scenarios, or those of some. Confirmations are no nurture and always go: somebody waits
/// for them.
/// </summary>
public sealed record SendControls
{
    public static SendControls None { get; } = new();

    public Pause? All { get; init; }

    /// <summary>By the scenario's id.</summary>
    public ImmutableSortedDictionary<string, Pause> Scenarios { get; init; } =
        ImmutableSortedDictionary.Create<string, Pause>(StringComparer.Ordinal);

    /// <summary>The pause of one scenario, or (null) of all, over or not; null where there is none.</summary>
    public Pause? Of(string? scenario) => scenario is null ? All : Scenarios.GetValueOrDefault(scenario);

    /// <summary>Whether a mail of this scenario may not go now.</summary>
    public bool Holds(string scenario, DateTimeOffset now) => HeldUntil(scenario, now) is not null;

    /// <summary>
    /// Until when no mail of this scenario may go; the end of all time where somebody has to resume it; null where they
    /// may go now.
    /// </summary>
    public DateTimeOffset? HeldUntil(string scenario, DateTimeOffset now) => new[] { All, Of(scenario) }
        .Where(pause => pause?.HoldsAt(now) == true)
        .Max(pause => (DateTimeOffset?)(pause!.Until ?? DateTimeOffset.MaxValue));

    /// <summary>The pauses that hold mails at an instant, that of all (null) first.</summary>
    public IEnumerable<PausedMails> HoldingAt(DateTimeOffset now) => Scenarios
        .Select(one => new PausedMails(one.Key, one.Value)).Prepend(new PausedMails(null, All))
        .Where(one => one.Paused?.HoldsAt(now) == true);

    public SendControls With(string? scenario, Pause? pause) =>
        scenario is null ? this with { All = pause }
        : this with
        {
            Scenarios = pause is null ? Scenarios.Remove(scenario) : Scenarios.SetItem(scenario, pause),
        };
}

/// <summary>What is paused: the mails of one scenario, or (null) of all.</summary>
public sealed record PausedMails(string? Scenario, Pause? Paused);
