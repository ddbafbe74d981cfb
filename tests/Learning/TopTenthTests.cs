using FsCheck.Fluent;
using LeadScoring.Learning;
using LeadScoring.Tests.Scoring;

namespace LeadScoring.Tests.Learning;

public sealed class TopTenthTests
{
    [Fact]
    public void The_best_tenth_finds_its_share_of_the_buyers()
    {
        // 100 leads: of four buyers three are among the ten best.
        var leads = Enumerable.Range(0, 100).Select(i => ((double)i, i is 99 or 95 or 90 or 89)).ToList();

        Assert.Equal(0.75, TopTenth.ShareOfBuyers(leads)!.Value, 12);
        Assert.Equal(90, TopTenth.Border(leads.Select(lead => lead.Item1)));
    }

    [Fact]
    public void Equal_scores_at_the_border_share_the_room_that_is_left()
    {
        // Ten places: five for the best, five for twenty who are alike and of whom all bought.
        var leads = Enumerable.Range(0, 100)
            .Select(i => (i >= 95 ? 3.0 : i >= 75 ? 2 : 1, i is >= 75 and < 95)).ToList();

        Assert.Equal(5 / 20.0, TopTenth.ShareOfBuyers(leads)!.Value, 12);
        Assert.Equal(3, TopTenth.Border(leads.Select(lead => lead.Item1)));
    }

    [Fact]
    public void Where_all_are_alike_chance_finds_a_tenth_and_nobody_stands_out()
    {
        var leads = Enumerable.Range(0, 50).Select(i => (1.0, i < 7)).ToList();

        Assert.Equal(0.1, TopTenth.ShareOfBuyers(leads)!.Value, 12);
        Assert.Null(TopTenth.Border(leads.Select(lead => lead.Item1)));
        Assert.Null(TopTenth.ShareOfBuyers([(1, false)]));
        Assert.Null(TopTenth.Border([9, 8, 7]));
    }

    [Fact]
    public void At_most_a_tenth_stands_at_or_above_the_border() => Laws.Hold(
        Gen.Choose(0, 20).ArrayOf(),
        scores =>
        {
            if (TopTenth.Border(scores.Select(score => (double)score)) is not { } border) return;
            Assert.InRange(scores.Count(score => score >= border), 1, scores.Length / 10);
        });
}
