using System.Runtime.CompilerServices;
using LeadScoring.Access;
using LeadScoring.Doors;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Alerts;

/// <summary>The feed of alerts for sales, and taking care of one.</summary>
public sealed class AlertDoor(AlertStore alerts, AlertIndex feed, InForce content, TimeProvider time)
{
    /// <summary>So many rows are looked through for one page; where filters leave few of them, it is short.</summary>
    private const int MostLookedAt = 1000;

    private const int MaxName = 200;
    private const int MaxNote = 2000;

    public async Task<IResult> ListAsync(HttpRequest request, CancellationToken cancel)
    {
        var refusals = new Refusals();
        if (FeedQuery.Read(request.Query, content.Edition, refusals) is not { } query)
            return Problems.Invalid(refusals);
        var (shown, looked, last, cursor) = (new List<AlertView>(), 0, (FeedItem?)null, (string?)null);
        await foreach (var (item, alert) in LookAsync(query, cancel))
        {
            if (shown.Count == query.Top || looked == MostLookedAt)
            {
                cursor = query.CursorAt(last!.Place);
                break;
            }
            (looked, last) = (looked + 1, item);
            if (alert is not null && query.Holds(alert))
                shown.Add(AlertView.Of(alert, content.Edition.Rules, query.Language));
        }
        request.HttpContext.Shows(shown.Select(alert => alert.LeadId));
        return Answers.Ok(new { alerts = shown, cursor });
    }

    /// <summary>The first word stays; who comes later is told whose it is.</summary>
    public async Task<IResult> AcknowledgeAsync(HttpRequest request, string alertId, CancellationToken cancel)
    {
        var refusals = new Refusals();
        var fields = await Body.ReadJsonAsync(request, refusals, cancel);
        fields?.RefuseOthers("by", "note");
        var (by, note) = (fields?.RequiredText("by", MaxName), fields?.Text("note", MaxNote));
        if (refusals.Any || by is null) return Problems.Invalid(refusals);
        if (AlertId.Parse(alertId) is not { } id || await alerts.FindAsync(id, cancel) is null) return NoSuch;
        var mine = new Acknowledgement(time.GetUtcNow(), by, note);
        var alert = await alerts.ChangeAsync(
            id, known => known.Acknowledged is null ? known with { Acknowledged = mine } : known, cancel);
        if (alert is not { Acknowledged: { } first }) return NoSuch; // erased meanwhile
        await feed.CloseAsync(FeedItem.Of(id, alert), cancel); // again by a repeated call: the first may have died here
        return Answers.Ok(new
        {
            alertId,
            acknowledgedAt = first.At,
            acknowledgedBy = first.By,
            first.Note,
        });
    }

    private static IResult NoSuch => Problems.NotFound(
        "There is no such alert.",
        "Take the id from GET /api/insights/alerts; the alerts of a person who was erased are gone with them.");

    /// <summary>The feed's rows with what they stand for; null where the query does not ask for it.</summary>
    private async IAsyncEnumerable<(FeedItem Item, PersonsAlert? Alert)> LookAsync(
        FeedQuery query, [EnumeratorCancellation] CancellationToken cancel)
    {
        var rows = feed.ReadAsync(query.IsOpen == true, query.After, query.Top + 1, cancel)
            .TakeWhile(item => !(item.At < query.Since)).Chunk(query.Top + 1);
        await foreach (var part in rows.WithCancellation(cancel))
        {
            var found = await Task.WhenAll(part.Select(async item =>
                query.Holds(item) ? await FindAsync(item, cancel) : null));
            foreach (var pair in part.Zip(found)) yield return pair;
        }
    }

    /// <summary>What lies with the lead is the truth; what a crash left over in the feed goes.</summary>
    private async Task<PersonsAlert?> FindAsync(FeedItem item, CancellationToken cancel)
    {
        var found = await alerts.FindAsync(item.Id, cancel);
        if (found is null) await feed.RemoveAsync(item, cancel);
        else if (found.Alert.Acknowledged is not null) await feed.CloseAsync(item, cancel);
        return found;
    }
}
