using System.Buffers.Text;
using System.Text;
using LeadScoring.Doors;
using LeadScoring.Parsing;
using LeadScoring.Storage;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Parking;

/// <summary>What an operator does about parked messages: look, retry, discard.</summary>
public sealed class ParkedDoor(ParkedStore parked, Post post)
{
    /// <summary>How many one call retries, and how far the rest is counted.</summary>
    public const int MaxPerCall = 1000;

    public async Task<IResult> ListAsync(HttpRequest request, CancellationToken cancel)
    {
        var refusals = new Refusals();
        var fields = new QueryFields(request.Query, refusals);
        fields.RefuseOthers("queue", "top", "cursor");
        var queue = fields.OneOf("queue", [.. Queues.All]);
        var top = fields.Whole("top", 1, MaxPerCall) ?? 100;
        var after = Place(fields.Text("cursor"), refusals);
        if (refusals.Any) return Problems.Invalid(refusals);

        var queues = queue is null ? Queues.All : [queue];
        // Places sort alike in all queues, so each gives its next ones and the newest of them are the page.
        var next = await Task.WhenAll(queues.Select(name => parked.ReadAsync(name, after, top + 1, cancel)));
        var found = next.SelectMany(messages => messages)
            .OrderBy(message => message.Place, StringComparer.Ordinal).Take(top + 1).ToList();
        var page = found.Take(top).ToList();
        return Answers.Ok(new
        {
            parked = page.Select(Shown),
            cursor = found.Count > top ? Base64Url.EncodeToString(Encoding.ASCII.GetBytes(page[^1].Place)) : null,
        });
    }

    public async Task<IResult> RetryAsync(string id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } message) return NoSuch;
        await RetryAsync(message, cancel);
        return Answers.Accepted(new { message.Id, message.Queue });
    }

    public async Task<IResult> RetryAllAsync(HttpRequest request, CancellationToken cancel)
    {
        var refusals = new Refusals();
        var fields = new QueryFields(request.Query, refusals);
        fields.RefuseOthers("queue");
        var queue = fields.OneOf("queue", [.. Queues.All]);
        if (queue is null && !refusals.Any)
            refusals.Add("queue", $"Is required, one of {string.Join(", ", Queues.All)}.");
        if (refusals.Any || queue is null) return Problems.Invalid(refusals);
        var messages = await parked.ReadAsync(queue, after: null, MaxPerCall, cancel);
        await SideBySide.ForEachAsync(messages, RetryAsync, cancel);
        return Answers.Accepted(
            new { retried = messages.Count, left = await parked.CountAsync(queue, MaxPerCall, cancel) });
    }

    public async Task<IResult> DiscardAsync(string id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } message) return NoSuch;
        await parked.RemoveAsync(message, cancel);
        return Results.NoContent();
    }

    private static IResult NoSuch => Problems.NotFound(
        "There is no such parked message.",
        "It was retried or discarded meanwhile, or the id is cut off: GET /api/parked lists those there are.");

    /// <summary>
    /// Enqueue first, remove after: a crash in between sends the message twice, which every handler bears.
    /// </summary>
    private async Task RetryAsync(ParkedMessage message, CancellationToken cancel)
    {
        await post.SendAgainAsync(message.Queue, PoisonMessage.Again(message), cancel);
        await parked.RemoveAsync(message, cancel);
    }

    private async Task<ParkedMessage?> FindAsync(string id, CancellationToken cancel)
    {
        if (!ParkedMessage.IsId(id)) return null;
        var found = await Task.WhenAll(Queues.All.Select(queue => parked.FindAsync(queue, id, cancel)));
        return found.FirstOrDefault(message => message is not null);
    }

    private static object Shown(ParkedMessage message) => new
    {
        message.Id,
        message.Queue,
        Message = (object?)PoisonMessage.Fields(message.Message) ?? message.Message,
        message.Error,
        message.ParkedAt,
        message.FirstParkedAt,
        message.Times,
    };

    private static string? Place(string? cursor, Refusals refusals)
    {
        if (cursor is null) return null;
        if (Base64Url.IsValid(cursor)
            && Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)) is var place && ParkedMessage.IsPlace(place))
            return place;
        refusals.Add("cursor", "Is not a cursor of this list: leave it out to begin with the newest.");
        return null;
    }
}
