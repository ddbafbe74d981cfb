using LeadScoring.Doors;
using LeadScoring.Due;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.RollOut;
using LeadScoring.Storage;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Sending;

/// <summary>
/// Pauses and resumes the mails of one scenario, or of all. A pause is answered when no process decides without it any
/// more. Its end is planned before it begins, and a resumption is announced before it is written: whoever dies in
/// between has somebody look who finds nothing, or finds all.
/// </summary>
public sealed class ControlDoor(
    NurtureStore store, DueIndex due, RulesWatch watch, InForce content, Post post, TimeProvider time)
{
    /// <summary>
    /// Longer than what is announced takes to be written, or to fail: a read and a write, each of which the client may
    /// try for 45 s (four times 10 s, with pauses), and that three times where others change the row meanwhile.
    /// </summary>
    private static readonly TimeSpan SecondLook = TimeSpan.FromMinutes(5);

    /// <param name="request">May say <c>until</c> and <c>by</c>.</param>
    /// <param name="scenario">Null: all mails of scenarios.</param>
    /// <param name="cancel">Stops in between.</param>
    public async Task<IResult> PauseAsync(HttpRequest request, string? scenario, CancellationToken cancel)
    {
        if (!IsKnown(scenario)) return Problems.NoScenario;
        var refusals = new Refusals();
        var fields = await ReadAsync(request, refusals, cancel);
        fields?.RefuseOthers("until", "by");
        var (until, by, now) = (fields?.Time("until"), fields?.Text("by", 100), time.GetUtcNow());
        if (until <= now) fields!.Refuse("until", "Must lie ahead; leave it out to pause until somebody resumes.");
        if (refusals.Any) return Problems.Invalid(refusals);
        if (until is { } end) await due.AddAsync(EndOf(scenario), end, cancel);
        var pause = new Pause(now, until, by);
        var kept = pause;
        await store.ChangeAsync(
            state => state.With(scenario, kept = pause.After(state.Controls.Of(scenario))), cancel);
        await watch.EverybodyKnowsAsync(cancel);
        return Shown(scenario, kept);
    }

    public async Task<IResult> ResumeAsync(HttpRequest request, string? scenario, CancellationToken cancel)
    {
        if (!IsKnown(scenario)) return Problems.NoScenario;
        var refusals = new Refusals();
        (await ReadAsync(request, refusals, cancel))?.RefuseOthers("by");
        if (refusals.Any) return Problems.Invalid(refusals);
        await post.SendAsync(new StepsResumed(scenario), cancel, after: SecondLook);
        await store.ChangeAsync(state => state.With(scenario, null), cancel);
        await post.SendAsync(new StepsResumed(scenario), cancel);
        await watch.RefreshAsync(cancel);
        return Shown(scenario, null);
    }

    /// <summary>The end of a pause, in the diary; the digest stands in the place of a lead.</summary>
    private static DueItem EndOf(string? scenario) =>
        new(Digest.Of($"resume|{scenario}"), DueKind.Resume, scenario ?? "");

    private bool IsKnown(string? scenario) => scenario is null
        || content.Edition.HasKnown(scenario)
        || content.Edition.Controls.Of(scenario) is not null; // of a set that was taken back since

    private static IResult Shown(string? scenario, Pause? paused) => Answers.Ok(new { scenario, paused });

    /// <summary>Null for a call without a body, which says nothing more.</summary>
    private static async Task<JsonFields?> ReadAsync(
        HttpRequest request, Refusals refusals, CancellationToken cancel) =>
        await Body.ReadBytesAsync(request, cancel) is { Length: > 0 } body ? JsonFields.Parse(body, refusals) : null;
}
