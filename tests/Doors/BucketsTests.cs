using LeadScoring.Doors;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Tests.Doors;

/// <summary>One of them measures the memory of the whole process, so no other test runs beside them.</summary>
[CollectionDefinition(nameof(BucketsTests), DisableParallelization = true), Collection(nameof(BucketsTests))]
public sealed class BucketsTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly TickingClock _clock = new();

    [Fact]
    public void A_caller_may_ask_for_the_limit_at_once_and_then_as_it_comes_back()
    {
        var buckets = new Buckets(_clock);
        for (var n = 0; n < 60; n++) Assert.Null(buckets.WaitFor("a", 60, Minute));

        Assert.Equal(TimeSpan.FromSeconds(1), buckets.WaitFor("a", 60, Minute));
        _clock.Pass(TimeSpan.FromMilliseconds(400));
        Assert.Equal(TimeSpan.FromMilliseconds(600), buckets.WaitFor("a", 60, Minute));
        _clock.Pass(TimeSpan.FromMilliseconds(600));
        Assert.Null(buckets.WaitFor("a", 60, Minute));
        Assert.NotNull(buckets.WaitFor("a", 60, Minute));
    }

    [Fact]
    public void A_refused_try_costs_nothing_and_a_quiet_hour_earns_no_more_than_the_limit()
    {
        var buckets = new Buckets(_clock);
        for (var n = 0; n < 1000; n++) buckets.WaitFor("a", 10, Minute);
        _clock.Pass(TimeSpan.FromHours(1));

        Assert.Equal(10, Enumerable.Range(0, 100).Count(_ => buckets.WaitFor("a", 10, Minute) is null));
    }

    [Fact]
    public void What_costs_more_is_charged_more()
    {
        var buckets = new Buckets(_clock);
        Assert.Null(buckets.WaitFor("a", 60, Minute, cost: 50));
        Assert.Equal(TimeSpan.FromSeconds(10), buckets.WaitFor("a", 60, Minute, cost: 20));
        Assert.Null(buckets.WaitFor("a", 60, Minute, cost: 10));
    }

    [Fact]
    public void Asking_whether_one_may_pass_costs_nothing_and_pushes_nobody_out()
    {
        var buckets = new Buckets(_clock);
        Assert.Null(buckets.WaitFor("a", 2, Minute));
        for (var n = 0; n < 100; n++) Assert.Null(buckets.Peek("a", 2, Minute));
        for (var n = 0; n < 300_000; n++) Assert.Null(buckets.Peek($"network {n}", 2, Minute));
        Assert.Null(buckets.WaitFor("a", 2, Minute));

        Assert.Equal(TimeSpan.FromSeconds(30), buckets.Peek("a", 2, Minute));
        _clock.Pass(TimeSpan.FromSeconds(29));
        Assert.Equal(TimeSpan.FromSeconds(1), buckets.Peek("a", 2, Minute));
        _clock.Pass(TimeSpan.FromSeconds(1));
        Assert.Null(buckets.Peek("a", 2, Minute));
    }

    [Fact]
    public void Twenty_wrong_codes_are_free_and_then_one_in_half_a_minute_on_the_apps_clock()
    {
        var guesses = new GuessLimits(_clock);
        var http = new DefaultHttpContext();
        for (var n = 0; n < 20; n++)
        {
            Assert.Null(guesses.WaitFor(http));
            guesses.Missed(http);
        }

        Assert.Equal(TimeSpan.FromSeconds(30), guesses.WaitFor(http));
        _clock.Pass(TimeSpan.FromSeconds(20));
        Assert.Equal(TimeSpan.FromSeconds(10), guesses.WaitFor(http));
        _clock.Pass(TimeSpan.FromSeconds(10));
        Assert.Null(guesses.WaitFor(http));
    }

    [Fact]
    public void Callers_do_not_pay_for_each_other()
    {
        var buckets = new Buckets(_clock);
        for (var n = 0; n < 100; n++) buckets.WaitFor("a", 10, Minute);

        Assert.Null(buckets.WaitFor("b", 10, Minute));
    }

    /// <summary>The flood pushes out callers who asked for little; one at its limit stays known.</summary>
    [Fact]
    public void A_flood_of_ever_new_callers_takes_no_memory_and_does_not_free_one_who_is_at_the_limit()
    {
        var buckets = new Buckets(_clock);
        for (var n = 0; n < 10; n++) buckets.WaitFor("greedy", 10, Minute);
        var live = GC.GetTotalMemory(forceFullCollection: true);

        for (var n = 0; n < 300_000; n++) Assert.Null(buckets.WaitFor($"network {n}", 10, Minute));

        Assert.NotNull(buckets.WaitFor("greedy", 10, Minute));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - live, long.MinValue, 8 * 1024 * 1024);
    }

    /// <summary>Its timestamps move too, by hand.</summary>
    private sealed class TickingClock : TimeProvider
    {
        private long _ticks = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Pass(TimeSpan span) => _ticks += span.Ticks;
    }
}
