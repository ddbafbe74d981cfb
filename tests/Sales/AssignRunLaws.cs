using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Sales;

namespace LeadScoring.Tests.Sales;

/// <summary>Whichever processes begin, die and come back: never more leads than the plan says.</summary>
public sealed class AssignRunLaws
{
    private const int Most = 7;
    private static readonly DateTimeOffset At = new(2027, 2, 1, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void No_more_are_given_than_the_plan_says_each_place_once_and_it_ends() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500),
        Prop.ForAll(Gen.ListOf(Gen.Choose(0, 99), 80).ToArbitrary(), dice =>
        {
            var (stored, now, given) = ((AssignRun?)null, At, 0);
            var working = new Dictionary<string, (AssignRun Run, int Given)>();
            foreach (var (die, step) in dice.Select((die, step) => (die, step)))
            {
                if (die < 15) now += TimeSpan.FromMinutes(die % 7);
                else if (die < 35 || working.Count == 0)
                {
                    stored = AssignRun.Begin(stored, At, $"{step}", now);
                    if (stored.Run == $"{step}" && stored.EndedAt is null) working[stored.Run] = (stored, 0);
                }
                else
                {
                    var (run, own) = working.Values.ElementAt(die % working.Count);
                    if (run.Given + own >= Most) continue;
                    stored = stored!.Take(run, run.Given + own + 1, now);
                    if (die % 5 == 0 || !stored.IsOf(run)) continue; // it dies here, or the lead is another's by now
                    working[run.Run] = (run, own + 1);
                    given++;
                }
            }
            Assert.InRange(given, 0, Most);
            Assert.InRange(given, 0, stored?.Given ?? 0);
            for (var tries = 0; tries < 6; tries++)
                stored = AssignRun.Begin(stored, At, $"end{tries}", now += TimeSpan.FromMinutes(6));
            Assert.NotNull(stored!.EndedAt);
        }));

    [Fact]
    public void Who_was_taken_for_dead_takes_no_place_any_more_and_an_earlier_time_never_comes_back()
    {
        var first = AssignRun.Begin(null, At, "1", At);
        Assert.Same(first, AssignRun.Begin(first, At, "2", At.AddMinutes(4)));
        var third = AssignRun.Begin(first.Take(first, 1, At), At, "3", At.AddMinutes(5));
        Assert.Same(third, third.Take(first, 2, At.AddMinutes(6)));
        Assert.Equal(2, third.Take(third, 2, At.AddMinutes(6)).Given);

        var next = AssignRun.Begin(third, At.AddDays(1), "4", At.AddDays(1));
        Assert.Equal((0, "4"), (next.Given, next.Run));
        Assert.Same(next, AssignRun.Begin(next, At, "5", At.AddDays(2)));
        Assert.Same(next, next.End(third, At.AddDays(2)));
    }
}
