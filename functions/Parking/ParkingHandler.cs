using System.Text.Json;
using LeadScoring.Storage;
using Microsoft.Extensions.Logging;

namespace LeadScoring.Parking;

/// <summary>
/// Takes what lies on a poison queue: tries it once more, so that what an outage poisoned heals by itself, and parks
/// what fails again, with its error. While the store is away it throws; the message comes back in ten minutes.
/// </summary>
public sealed partial class ParkingHandler(ParkedStore parked, TimeProvider time, ILogger<ParkingHandler> log)
{
    /// <summary>Tries without an end after which a message is taken for one that kills its process.</summary>
    private const int MaxLost = 3;

    /// <summary>Below the function's timeout, at which the host would kill this process.</summary>
    internal TimeSpan LongestTry { get; init; } = TimeSpan.FromMinutes(4);

    public async Task HandleAsync<T>(
        string queue, string text, Func<T, CancellationToken, Task> handle, CancellationToken cancel)
    {
        var message = PoisonMessage.Read(queue, text);
        if (await parked.FindAsync(queue, message.Id, cancel) is not null) return; // one row stands for all repeats
        var begun = await parked.BeginAsync(queue, message.Id, time.GetUtcNow(), cancel);
        var error = begun.Lost < MaxLost
            ? await TryAsync(message, handle, cancel)
            : "The process ended each time while it was handled.";
        if (error is null)
        {
            await parked.EndAsync(queue, message.Id, cancel);
            LogHealed(queue, message.Id);
            return;
        }
        // Told before it is done: a crash in between may tell it twice, but never keeps it quiet.
        if (await parked.CountAsync(queue, 1, cancel) == 0) LogFirst(queue, message.Id);
        await parked.ParkAsync(message.Parked(error, time.GetUtcNow()), cancel);
    }

    /// <summary>Null when it succeeded, else the error to park it with.</summary>
    private async Task<string?> TryAsync<T>(
        PoisonMessage message, Func<T, CancellationToken, Task> handle, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(LongestTry);
        try
        {
            await handle(Read<T>(message.Text), limit.Token);
            return null;
        }
        catch (Exception passing) when (cancel.IsCancellationRequested || ParkingError.IsOutage(passing))
        {
            await parked.EndAsync(message.Queue, message.Id, CancellationToken.None);
            throw;
        }
        catch (Exception failure)
        {
            LogFailed(failure, message.Queue, message.Id);
            return ParkingError.Of(limit.IsCancellationRequested ? new LastTryTooLongException(LongestTry) : failure);
        }
    }

    private static T Read<T>(string text)
    {
        try
        {
            return Json.Read<T>(text);
        }
        catch (JsonException)
        {
            throw new UnreadableMessageException(typeof(T).Name);
        }
    }

    /// <summary>An alert waits for this one (infra-bicep/modules/alerts.bicep).</summary>
    [LoggerMessage(EventId = 4101, EventName = "FirstParked", Level = LogLevel.Critical,
        Message = "FirstParked: message {Id} of queue {Queue} waits for a decision, the first one: GET /api/parked")]
    private partial void LogFirst(string queue, string id);

    [LoggerMessage(EventId = 4102, Level = LogLevel.Error,
        Message = "Message {Id} of queue {Queue} failed once more and is parked")]
    private partial void LogFailed(Exception failure, string queue, string id);

    [LoggerMessage(EventId = 4103, Level = LogLevel.Information,
        Message = "Message {Id} of queue {Queue} had failed to the end, and succeeded when tried once more")]
    private partial void LogHealed(string queue, string id);
}
