using LeadScoring.Runtime.TimeTravel;

namespace LeadScoring.Tests.Runtime;

public sealed class TravelClockTests : IDisposable
{
    private static readonly DateTimeOffset Target = new(2031, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_shows_the_real_time_until_it_is_moved()
    {
        var before = TimeProvider.System.GetUtcNow();
        Assert.InRange(TravelClock.Open(_folder.Path).GetUtcNow(), before, TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task It_stands_at_an_instant_and_then_runs_on_from_there()
    {
        var clock = TravelClock.Open(_folder.Path);
        clock.StandAt(Target);
        await Task.Delay(20);
        Assert.Equal(Target, clock.GetUtcNow());

        clock.GoOn();
        await Task.Delay(20);
        Assert.InRange(clock.GetUtcNow(), Target.AddMilliseconds(1), Target.AddMinutes(1));
    }

    [Fact]
    public void A_restart_keeps_the_distance_even_when_it_came_in_the_middle_of_a_journey()
    {
        TravelClock.Open(_folder.Path).StandAt(Target);

        Assert.InRange(TravelClock.Open(_folder.Path).GetUtcNow(), Target, Target.AddMinutes(1));
        Assert.Equal(["clock.json"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"ahead":"soon"}""")]
    public void A_broken_file_is_refused_with_a_remedy(string content)
    {
        File.WriteAllText(_folder.File("clock.json"), content);

        var refused = Assert.Throws<StartRefusedException>(() => TravelClock.Open(_folder.Path));
        Assert.Contains("clock.json", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Delete it", refused.Message, StringComparison.Ordinal);
    }
}
