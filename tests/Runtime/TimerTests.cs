using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Runtime;

public sealed class TimerTests
{
    private readonly Journal _journal = new();

    [Fact]
    public async Task A_timer_runs_on_its_schedule_one_run_after_the_other_and_goes_on_after_a_failure()
    {
        await using var app = await RunningApp.StartAsync([typeof(EachSecond)], b => b.Services.AddSingleton(_journal));

        var lines = await _journal.UntilAsync(lines => lines.Count >= 4);
        Assert.Equal(["begin True", "end False", "begin True", "end False"], lines.Take(4));
    }

    [Fact]
    public async Task A_timer_may_run_at_the_start_and_not_be_monitored()
    {
        await using var app = await RunningApp.StartAsync([typeof(AtStart)], b => b.Services.AddSingleton(_journal));

        var lines = await _journal.UntilAsync(lines => lines.Count > 0);
        Assert.EndsWith(" True", Assert.Single(lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schedule_with_five_fields_is_refused()
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => RunningApp.StartAsync([typeof(BadSchedule)]));
        Assert.Contains("six fields", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_lets_the_run_finish()
    {
        await using var app = await RunningApp.StartAsync([typeof(EachSecond)], b => b.Services.AddSingleton(_journal));
        await _journal.UntilAsync(lines => lines.Count % 2 == 1);

        await app.StopAsync();

        Assert.StartsWith("end", _journal.Lines[^1], StringComparison.Ordinal);
    }
}
