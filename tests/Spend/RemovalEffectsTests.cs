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

    /// <summary>By the definition: the chain once more for each place, with that place leading nowhere.</summary>
    [Fact]
    public void A_removal_effect_is_what_is_lost_when_the_place_leads_nowhere()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var passages = CreditCells.Read(
                new AttributionCube().Cells(Ways.Made(20, seed)), AttributionCube.ByChannel, Months.All).Passages;
            var found = RemovalEffects.Of(passages);
            var lost = found.Shares.Keys.ToDictionary(place => place, place => 1 - RemovalEffects.Of(
                [.. passages.Select(step => step.From == place ? step with { To = "" } : step)]).Probability
                / found.Probability);
            Assert.All(found.Shares, share => Assert.Equal(lost[share.Key] / lost.Values.Sum(), share.Value, 1e-9));
        }
    }

    [Fact]
    public void Names_that_anybody_makes_up_are_told_together_beyond_the_most_visited()
    {
        var tracks = Enumerable.Range(0, 400).SelectMany(n => new[]
        {
            Ways.Lead($"{n}", $"page-{n} a +10"), Ways.Lead($"{n}-again", $"a page-{n % 150}"),
        }).ToList();
        var table = Ways.Table(tracks);
        var places = table.Places.ToDictionary(place => place.Place);

        Assert.Equal(CreditCells.MostPlaces, places.Count);
        Assert.Equal(400, table.Conversions);
        Assert.Equal(.5, table.Probability, 1e-9);
        foreach (var rule in Attribution.Rules)
            Assert.Equal(400, places.Values.Sum(place => place.Credit[rule].Conversions.Value!.Value), 1e-6);
        // Of 400 pages 150 are visited more often than once; with a itself they leave room for 48 of the others.
        Assert.Equal(400 - 150 - 48, places[CreditCells.Others].Credit[Crediting.First].Conversions.Value);
        Assert.Equal(1, places["page-149"].Credit[Crediting.First].Conversions.Value);
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
