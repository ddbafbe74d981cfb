using LeadScoring.RollOut;

namespace LeadScoring.Tests.RollOut;

/// <summary>Steps of several publishers in any order, repeated as they like.</summary>
public sealed class RulesStateLaws
{
    [Fact]
    public void Whatever_the_order_of_the_steps_the_version_in_force_never_falls_and_is_always_open()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var state = new RulesState(1, [1]);
            for (var step = 0; step < 40; step++)
            {
                var version = random.Next(1, 6);
                var next = random.Next(3) switch
                {
                    0 => state.Announce(version),
                    1 => state.PutInForce(version),
                    _ => state.Close(version),
                };
                Assert.InRange(next.InForce, state.InForce, 5);
                Assert.Contains(next.InForce, next.Open);
                Assert.Equal(next.Open.Order().Distinct(), next.Open);
                Assert.True(next.Open[^1] >= state.Open[^1], "An announced version is forgotten.");
                Assert.Equal(next, next.Close(0));
                state = next;
            }
        }
    }

    [Fact]
    public void No_line_is_closed_before_a_newer_version_is_in_force()
    {
        var announced = new RulesState(1, [1]).Announce(2);
        Assert.Equal(announced, announced.Close(2));
        Assert.Equal(new RulesState(2, [2]), announced.PutInForce(2).Close(2));
        Assert.Equal(new RulesState(2, [2, 3]), announced.PutInForce(2).Announce(3).Close(2));
        Assert.Equal(announced, announced.PutInForce(3));
    }
}
