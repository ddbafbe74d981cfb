using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Tests.Runtime;

/// <summary>What happened in the functions of a test, in order, and a way to wait for it.</summary>
public sealed class Journal
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyList<string> Lines => [.. _lines];

    public void Write(string line) => _lines.Enqueue(line);

    /// <summary>Fails with what was written when the lines do not come within ten seconds.</summary>
    public async Task<IReadOnlyList<string>> UntilAsync(Func<IReadOnlyList<string>, bool> enough)
    {
        for (var tries = 0; tries < 500; tries++)
        {
            if (enough(Lines)) return Lines;
            await Task.Delay(20);
        }
        Assert.Fail("Waited in vain; the journal says: " + string.Join(" | ", Lines));
        return Lines;
    }
}

/// <summary>A timer for each second, which fails at first.</summary>
public sealed class EachSecond(Journal journal)
{
    [Function("EachSecond")]
    public async Task Run([TimerTrigger("* * * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        var status = timer.ScheduleStatus!;
        journal.Write($"begin {status.Next > status.LastUpdated && status.Next.Millisecond == 0}");
        await Task.Delay(50, cancellation);
        journal.Write($"end {timer.IsPastDue}");
        if (journal.Lines.Count == 2) throw new InvalidOperationException("The first run fails.");
    }
}

/// <summary>A timer that never comes by itself in a test, but at the start.</summary>
public sealed class AtStart(Journal journal, TimeProvider time)
{
    [Function("AtStart")]
    public void Run([TimerTrigger("0 0 0 1 1 *", RunOnStartup = true, UseMonitor = false)] TimerInfo timer) =>
        journal.Write($"{time.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ} {timer.ScheduleStatus is null}");
}

/// <summary>A timer that writes down the instant.</summary>
public sealed class Chronicler(Journal journal, TimeProvider time)
{
    [Function("Chronicler")]
    public void Run([TimerTrigger("0 0 0 1 1 *")] TimerInfo timer) =>
        journal.Write($"{time.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ} {timer.ScheduleStatus!.Next.Year}");
}

public sealed class BadSchedule
{
    [Function("BadSchedule")]
    public void Run([TimerTrigger("*/5 * * * *")] TimerInfo timer) => Assert.NotNull(timer);
}
