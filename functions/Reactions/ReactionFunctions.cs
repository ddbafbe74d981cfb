using LeadScoring.Doors;
using LeadScoring.Due;
using LeadScoring.Identity;
using LeadScoring.Imports;
using LeadScoring.Leads;
using LeadScoring.Parking;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Rewards;
using LeadScoring.Rights;
using LeadScoring.RollOut;
using LeadScoring.Sales;
using LeadScoring.Storage;
using LeadScoring.Tracks;
using LeadScoring.Visitors;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Reactions;

/// <summary>The doors of reactions and purchases: the two APIs, and the queue that works them off.</summary>
public sealed class ReactionFunctions(
    ReactionDoor door, TouchHandler touches, WalkHandler walks, RulesHandler rules, EraseHandler erasing,
    MergeHandler merging, VisitorHandler visitors, ResumeHandler resuming, AssignHandler assigning,
    TrackHandler tracks, ImportHandler importing, PointsHandler points, ParkingHandler parking)
{
    [Function("RecordReactions")]
    public Task<IResult> RecordReactions(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "reactions")] HttpRequest request,
        CancellationToken cancel) =>
        door.TakeAsync(request, "reactions", (parser, item) => parser.Reaction(item), cancel);

    [Function("RecordPurchases")]
    public Task<IResult> RecordPurchases(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "purchases")] HttpRequest request,
        CancellationToken cancel) =>
        door.TakeAsync(request, "purchases", (parser, item) => parser.Purchase(item), cancel);

    [Function("ScoreReactions")]
    public Task ScoreReactions([QueueTrigger(Queues.Reactions)] ScoringWork work, CancellationToken cancel) =>
        work switch
        {
            { Touched: { } touched } => touches.HandleAsync(touched, cancel),
            { Forgotten: { } forgotten } => erasing.HandleAsync(forgotten, cancel),
            { Merged: { } merged } => merging.HandleAsync(merged, cancel),
            { Visitor: { } visitor } => visitors.HandleAsync(visitor, cancel),
            { Published: { } published } => rules.HandleAsync(published, cancel),
            { Resumed: { } resumed } => resuming.HandleAsync(resumed, cancel),
            { Sharing: { } sharing } => assigning.HandleAsync(sharing, cancel),
            { Insights: { } insights } => tracks.HandleAsync(insights, cancel),
            { Import: { } import } => importing.HandleAsync(import, cancel),
            { Spent: { } spent } => points.HandleAsync(spent, cancel),
            _ => walks.HandleAsync(work.Rescore!, cancel),
        };

    [Function("ParkReactions")]
    public Task ParkReactions([QueueTrigger(Queues.ReactionsPoison)] string text, CancellationToken cancel) =>
        parking.HandleAsync<ScoringWork>(Queues.Reactions, text, ScoreReactions, cancel);
}

/// <summary>
/// Takes a call of up to 1,000 items: each is accepted or rejected on its own, and what is accepted is kept.
/// </summary>
public sealed class ReactionDoor(ReactionInbox inbox, LeadStore leads, LeadIds ids, InForce content, TimeProvider time)
{
    public const int MaxItems = 1000;

    public async Task<IResult> TakeAsync(
        HttpRequest request, string list, Func<ItemParser, JsonFields, AcceptedItem?> parse, CancellationToken cancel)
    {
        var refusals = new Refusals();
        var body = await Body.ReadJsonAsync(request, refusals, cancel);
        var items = body?.Items(list, MaxItems) ?? [];
        if (body is not null && !body.Has(list))
            body.Refuse(list, $"Is required: {{\"{list}\":[…]}} with up to {MaxItems} items.");
        if (refusals.Any) return Problems.Invalid(refusals);

        var parser = new ItemParser(content.Edition, ids, time.GetUtcNow());
        var accepted = new List<(int Index, AcceptedItem Item)>();
        var rejected = new List<RejectedItem>();
        for (var index = 0; index < items.Count; index++)
        {
            var errors = new Refusals();
            var fields = JsonFields.From(items[index].Value, "", errors);
            if (fields is not null && parse(parser, fields) is { } item) accepted.Add((index, item));
            else rejected.Add(new RejectedItem(index, errors.ToErrors()));
        }
        var unknown = await UnknownLeadsAsync(accepted, cancel);
        foreach (var (index, _) in accepted.Where(a => unknown.Contains(a.Item.LeadId)))
        {
            rejected.Add(
                new RejectedItem(index, new Dictionary<string, string[]> { ["leadId"] = [ItemParser.UnknownLead] }));
        }
        accepted.RemoveAll(a => unknown.Contains(a.Item.LeadId));
        await inbox.AcceptAsync(AcceptedItem.Batches(accepted.Select(a => a.Item), content.Edition.Rules), cancel);
        return Answers.Accepted(new { accepted = accepted.Count, rejected = rejected.OrderBy(item => item.Index) });
    }

    /// <summary>An address makes a lead; an id must belong to one.</summary>
    private async Task<HashSet<string>> UnknownLeadsAsync(
        List<(int Index, AcceptedItem Item)> items, CancellationToken cancel)
    {
        var named = items.Where(a => a.Item.Email is null).Select(a => a.Item.LeadId)
            .Except(items.Where(a => a.Item.Email is not null).Select(a => a.Item.LeadId), StringComparer.Ordinal);
        var unknown = new System.Collections.Concurrent.ConcurrentBag<string>();
        await SideBySide.ForEachAsync(named, async (id, token) =>
        {
            if (await leads.FindRowAsync(id, LeadRows.Profile, token) is null) unknown.Add(id);
        }, cancel);
        return [.. unknown];
    }
}
