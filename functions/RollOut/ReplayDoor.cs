using LeadScoring.Doors;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.RollOut;

/// <summary>
/// Counts all leads anew from their stored events, which proves that the scores equal their log, or makes them so. One
/// replay at a time: who asks while one goes on is told of that one.
/// </summary>
public sealed class ReplayDoor(WalkStore walks, Post post)
{
    public async Task<IResult> StartAsync(CancellationToken cancel)
    {
        while (true)
        {
            var (number, version) = await walks.ReplayAsync(cancel);
            var parts = number == 0 ? [] : await walks.PartsAsync(Walk.Replay(number), cancel);
            if (number > 0 && !WalkView.IsFinished(parts)) return await SendAsync(number, cancel);
            if (await walks.TryNumberAsync(number + 1, version, cancel)) return await SendAsync(number + 1, cancel);
        }
    }

    public async Task<IResult> ShowAsync(CancellationToken cancel) =>
        (await walks.ReplayAsync(cancel)).Number is var number and > 0
            ? Answers.Ok(await ViewAsync(number, cancel))
            : Problems.NotFound("There was no replay yet.", "Start one with POST /api/scoring/replay.");

    /// <summary>Also for one that goes on: its door may have died before it sent anything.</summary>
    private async Task<IResult> SendAsync(int number, CancellationToken cancel)
    {
        for (var part = 0; part < Walk.Parts; part++)
            await post.SendAsync(new RescoreSlice(Walk.Replay(number), part), cancel);
        return Answers.Accepted(await ViewAsync(number, cancel));
    }

    private async Task<ReplayView> ViewAsync(int number, CancellationToken cancel) =>
        new(number, WalkView.Sum(await walks.PartsAsync(Walk.Replay(number), cancel)));

    /// <summary>A replay by its number, and how far it has come.</summary>
    private sealed record ReplayView(int Replay, WalkView Progress);
}
