using LeadScoring.Runtime.Invocations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using NCrontab;

namespace LeadScoring.Runtime.SelfHost;

/// <summary>
/// Runs one timer function on its schedule, in UTC, never twice at once. Runs missed while the process was down are not
/// made up for: a function has to find for itself what is due.
/// </summary>
internal sealed partial class TimerPump(
    FunctionEntry function, TimerTriggerAttribute trigger, FunctionInvoker invoker, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromHours(1);
    private static readonly TimeSpan PastDue = TimeSpan.FromMinutes(1);

    private readonly CrontabSchedule _schedule = Parse(function.Name, trigger.Schedule);
    private bool _started;
    private DateTime _last;

    public async Task RunAsync(CancellationToken stop, CancellationToken abandon)
    {
        if (trigger.RunOnStartup && !_started) await FireAsync(isPastDue: false, abandon);
        _started = true;
        while (!stop.IsCancellationRequested)
        {
            var next = _schedule.GetNextOccurrence(time.GetUtcNow().UtcDateTime);
            if (!await SleepUntilAsync(next, stop)) return;
            await FireAsync(time.GetUtcNow().UtcDateTime - next > PastDue, abandon);
        }
    }

    /// <summary>Runs the function now. Its failure is logged; the next run is the retry.</summary>
    public async Task FireAsync(bool isPastDue, CancellationToken abandon)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var timer = new TimerInfo { IsPastDue = isPastDue, ScheduleStatus = trigger.UseMonitor ? Status(now) : null };
        _last = now;
        try
        {
            await invoker.InvokeAsync(function, timer, abandon);
        }
        catch (Exception failure)
        {
            Failed(log, function.Name, failure);
        }
    }

    private ScheduleStatus Status(DateTime now) =>
        new() { Last = _last, Next = _schedule.GetNextOccurrence(now), LastUpdated = now };

    /// <summary>Sleeps in short stretches and looks at the clock after each, since a machine may sleep too.</summary>
    private async Task<bool> SleepUntilAsync(DateTime next, CancellationToken stop)
    {
        try
        {
            while (next - time.GetUtcNow().UtcDateTime is { Ticks: > 0 } left)
                await Task.Delay(Min(left + TimeSpan.FromMilliseconds(1), LongestSleep), TimeProvider.System, stop);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static CrontabSchedule Parse(string function, string schedule) =>
        CrontabSchedule.TryParse(schedule, new CrontabSchedule.ParseOptions { IncludingSeconds = true })
        ?? throw new InvalidOperationException(
            $"The schedule '{schedule}' of {function} is not NCRONTAB with six fields, such as '0 */5 * * * *'.");

    [LoggerMessage(Level = LogLevel.Error, Message = "{Function} failed; it runs again at its next time")]
    private static partial void Failed(ILogger log, string function, Exception failure);
}
