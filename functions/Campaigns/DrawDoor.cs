using System.Text;
using LeadScoring.Access;
using LeadScoring.Doors;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Campaigns;

/// <summary>What anybody may know of a draw: enough to check it, and nothing about anybody.</summary>
public sealed record DrawView(
    string CampaignId, DateTimeOffset Closes, string? Commitment, DateTimeOffset? CommittedAt, DateTimeOffset? DrawnAt,
    string? Seed, int? Entries, string? EntriesDigest, IReadOnlyList<string> Winners,
    IReadOnlyList<string> Substitutes, IReadOnlyList<ExcludedEntry> Excluded, string Algorithm);

/// <summary>A winner as staff sees it; name and address are null when the person was erased since.</summary>
public sealed record WinnerView(int Place, string Entry, string LeadId, string? Email, string? Name, string? Phone);

/// <summary>
/// The doors of a prize draw: its seed is settled and its digest published while the campaign is open, the draw is made
/// after it has closed, and from then on anybody can do it again.
/// </summary>
public sealed class DrawDoor(
    DrawStore store, DrawHandler draws, LeadStore leads, InForce content, Chance chance, TimeProvider time)
{
    public async Task<IResult> CommitAsync(string campaignId, CancellationToken cancel)
    {
        if (Find(campaignId) is not { } campaign) return NoDraw(campaignId);
        var now = time.GetUtcNow();
        if (await store.SeedAsync(campaignId, cancel) is null && now >= campaign.Closes)
        {
            return Problems.Of(StatusCodes.Status409Conflict, "It is too late to commit to a seed.",
                "The campaign has closed: a seed that is chosen when the entries are known proves nothing.");
        }
        var seed = chance.NewId() + chance.NewId();
        await store.CommitAsync(campaignId, new DrawSeed(seed, DrawOrder.CommitmentOf(seed), now), cancel);
        return Answers.Ok(await ViewAsync(campaign, cancel));
    }

    public async Task<IResult> ShowAsync(string campaignId, CancellationToken cancel) =>
        Find(campaignId) is { } campaign ? Answers.Ok(await ViewAsync(campaign, cancel)) : NoDraw(campaignId);

    public async Task<IResult> DrawAsync(HttpContext http, string campaignId, CancellationToken cancel)
    {
        if (Find(campaignId) is not { } campaign) return NoDraw(campaignId);
        if (time.GetUtcNow() < campaign.Closes)
            return Problems.Of(StatusCodes.Status409Conflict, "The campaign is still open.",
                FormattableString.Invariant($"Draw after {campaign.Closes.UtcDateTime:s}Z, when it has closed."));
        if (await store.SeedAsync(campaignId, cancel) is not { } seed)
            return Problems.Of(StatusCodes.Status409Conflict, "There is no seed to draw with.",
                "Nobody posted to draw/commit before the campaign closed, so this draw could not be checked.");
        if (await draws.DrawAsync(campaign, seed, cancel) is not { } result)
            return Problems.Of(StatusCodes.Status409Conflict, "Too many entries cannot win.",
                $"More than {DrawHandler.MostExcluded} were passed over: keep such people out with classGate.");
        http.Shows(result.Winners.Concat(result.Substitutes).Select(drawn => drawn.LeadId));
        return Answers.Ok(new
        {
            draw = await ViewAsync(campaign, cancel),
            winners = await WinnersAsync(result.Winners, cancel),
            substitutes = await WinnersAsync(result.Substitutes, cancel),
        });
    }

    /// <summary>The list that was drawn from, one entry a line; its SHA-256 is <c>entriesDigest</c>.</summary>
    public async Task<IResult> EntriesAsync(string campaignId, CancellationToken cancel)
    {
        if (Find(campaignId) is null) return NoDraw(campaignId);
        if (await store.ResultAsync(campaignId, cancel) is not { } result)
            return Problems.NotFound("There is no list yet.", "It is published with the draw.");
        return Results.Stream(async body =>
        {
            await foreach (var part in store.EntriesAsync(campaignId, result.List, cancel))
                await body.WriteAsync(Encoding.ASCII.GetBytes(string.Join('\n', part) + '\n'), cancel);
        }, "text/plain; charset=us-ascii");
    }

    private async Task<DrawView> ViewAsync(Campaign campaign, CancellationToken cancel)
    {
        var seed = await store.SeedAsync(campaign.Id, cancel);
        var result = await store.ResultAsync(campaign.Id, cancel);
        return new DrawView(
            campaign.Id, campaign.Closes, seed?.Commitment, seed?.At, result?.At, result is null ? null : seed?.Seed,
            result?.List.Entries, result?.List.Digest, [.. result?.Winners.Select(drawn => drawn.Entry) ?? []],
            [.. result?.Substitutes.Select(drawn => drawn.Entry) ?? []], result?.Excluded ?? [], DrawOrder.Algorithm);
    }

    private async Task<IReadOnlyList<WinnerView>> WinnersAsync(
        IReadOnlyList<DrawnEntry> drawn, CancellationToken cancel)
    {
        var views = new List<WinnerView>();
        foreach (var (entry, leadId) in drawn)
        {
            var profile = (await leads.LoadAsync(leadId, cancel)).Lead.Profile;
            views.Add(new WinnerView(
                views.Count + 1, entry, leadId, profile?.Email, profile?.Name?.Value, profile?.Phone?.Value));
        }
        return views;
    }

    private Campaign? Find(string campaignId) =>
        content.Edition.Campaigns.GetValueOrDefault(campaignId) is { PrizeDraw: not null } campaign ? campaign : null;

    private static IResult NoDraw(string campaignId) => Problems.NotFound(
        "There is no such draw.", $"'{campaignId}' is not among the campaigns that have a prizeDraw.");
}
