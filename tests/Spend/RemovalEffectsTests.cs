using LeadScoring.Spend;

namespace LeadScoring.Tests.Spend;

public sealed class RemovalEffectsTests
{
    [Fact]
    public void A_place_that_nobody_comes_from_the_start_to_gets_nothing_and_breaks_nothing()
    {
        var effects = RemovalEffects.Of(
        [
            new Passage("", "a", 4), new Passage("a", AttributionCube.Bought, 1), new Passage("a", "", 3),
            new Passage("island", AttributionCube.Bought, 5), new Passage("island", "island", 5),
        ]);
        Assert.Equal(.25, effects.Probability, 1e-12);
        Assert.Equal((1, 0), (effects.Shares["a"], effects.Shares["island"]));
    }

    [Fact]
    public void Without_a_conversion_there_is_nothing_to_share()
    {
        var effects = RemovalEffects.Of([new Passage("", "a", 4), new Passage("a", "", 4)]);
        Assert.Equal(0, effects.Probability);
        Assert.Empty(effects.Shares);
        Assert.Equal(0, RemovalEffects.Of([]).Probability);
    }

    /// <summary>By hand: half of the paths are a, half a-b; only the latter convert.</summary>
    [Fact]
    public void A_place_that_all_conversions_need_loses_all_of_them_when_it_leads_nowhere()
    {
        var table = Ways.Table([Ways.Lead("1", "a b +10"), Ways.Lead("2", "a")]);
        var credit = table.Places.ToDictionary(place => place.Place, place => place.Credit[Crediting.Markov]);
        Assert.Equal(.5, table.Probability, 1e-12);
        Assert.Equal((.5, .5), (credit["a"].Conversions.Value!.Value, credit["b"].Conversions.Value!.Value));
        Assert.Equal(5, credit["b"].Revenue.Value!.Value, 1e-9);
        Assert.Equal((null, null, "none"), (
            credit["a"].Conversions.Low, credit["a"].Conversions.High, credit["a"].Conversions.Note));
    }
}
