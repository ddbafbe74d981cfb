using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Tests.Runtime;

/// <summary>Does what the text of its message says, and writes it down.</summary>
public sealed class Worker(Journal journal, TimeProvider time)
{
    [Function("Worker")]
    public async Task Run(
        [QueueTrigger("work")] string message, FunctionContext context, CancellationToken cancellation)
    {
        journal.Write($"{message} {time.GetUtcNow():HH:mm:ss}");
        var tries = journal.Lines.Count(line => line.StartsWith(message + " ", StringComparison.Ordinal));
        if (message == "always fails" || message == "fails twice" && tries < 3)
            throw new InvalidOperationException($"{context.FunctionDefinition.Name} fails, try {tries}");
        if (message != "slow") return;
        await Task.Delay(2500, cancellation);
        journal.Write("slow has finished");
    }
}

/// <summary>What became of the messages that failed too often; it fails too.</summary>
public sealed class PoisonWorker(Journal journal)
{
    [Function("PoisonWorker")]
    public Task Run([QueueTrigger("work-poison")] string message)
    {
        journal.Write("poison " + message);
        throw new InvalidOperationException("Never succeeds.");
    }
}

public sealed record Order(string Id, int Count);

/// <summary>Takes its messages as a record.</summary>
public sealed class Orders(Journal journal)
{
    [Function("Orders")]
    public void Run([QueueTrigger("orders")] Order order) => journal.Write($"{order.Id} x {order.Count}");
}

/// <summary>Counts how many messages are worked on at once.</summary>
public sealed class Crowd(Journal journal)
{
    private static int _now;

    [Function("Crowd")]
    public async Task Run([QueueTrigger("crowd")] string message, CancellationToken cancellation)
    {
        var now = Interlocked.Increment(ref _now);
        await Task.Delay(50, cancellation);
        Interlocked.Decrement(ref _now);
        journal.Write($"{now} at once {message}");
    }
}
