using LeadScoring.Learning;
using LeadScoring.Scoring;
using static LeadScoring.Tests.Scoring.SampleRules;

namespace LeadScoring.Tests.Learning;

public sealed class LeaksTests
{
    private static readonly DateTimeOffset Before = Car.StartOf(150);
    private static readonly DateTimeOffset OnTheDay = Car.StartOf(200);

    [Fact]
    public void A_reaction_that_goes_with_the_purchase_is_found()
    {
        // Test drives come before, brochures (the contract's, here) on the day itself but for one in twelve.
        var leads = Many(12, i => SamplePasts.Of([(100, "test-drive"), (i == 0 ? 190 : 200, "brochure")], (200, 1)));

        Assert.Equal([new Leak("reactions.brochure", 11, 12)], Find(leads));
    }

    [Fact]
    public void One_that_others_show_too_is_none()
    {
        var leads = Many(12, _ => SamplePasts.Of([(200, "brochure")], (200, 1)))
            .Concat(Many(3, _ => SamplePasts.Of([(200, "brochure")]))).ToList();

        Assert.Empty(Find(leads));
    }

    [Fact]
    public void One_that_foretells_the_next_order_is_none()
    {
        var leads = Many(12, _ => SamplePasts.Of([(201, "brochure")], (200, 1), (260, 1)));

        Assert.Empty(Find(leads));
        Assert.Equal([new Leak("reactions.brochure", 12, 12)], Find(leads, horizon: 30));
    }

    [Fact]
    public void An_attribute_that_most_buyers_give_at_the_counter_is_found()
    {
        var leads = Many(12, i => SamplePasts.Of([(100, "page-view")], (200, 1))
            .Answering("prefecture", "Tokyo", Before).Answering("budget", "1", i < 5 ? Before : OnTheDay))
            .Concat(Many(100, _ => SamplePasts.Of([(100, "page-view")]).Answering("budget", "1", OnTheDay))).ToList();

        Assert.Equal([new Leak("fit.budget", 7, 12)], Find(leads));
    }

    [Fact]
    public void Nine_people_say_nothing() =>
        Assert.Empty(Find(Many(
            9, _ => SamplePasts.Of([(200, "brochure")], (200, 1)).Answering("budget", "1", OnTheDay))));

    [Fact]
    public void What_the_rules_do_not_score_by_cannot_leak() =>
        Assert.Empty(Find(Many(12, _ => SamplePasts.Of([(200, "note"), (200, "no-rule-yet")], (200, 1))
            .Answering("shoe-size", "9", OnTheDay))));

    [Fact]
    public void The_rules_without_it_score_by_all_the_rest()
    {
        var sound = Leaks.Without(Rules, [new Leak("reactions.brochure", 1, 1), new Leak("fit.budget", 1, 1)]);
        var counts = DayCounts.Empty.Add([(100, "brochure"), (100, "test-drive")]);

        Assert.Equal(25, Points.At(new ScoreInput(counts, 1, null), sound, Car, 100));
        Assert.Equal(["prefecture", "owner"], sound.Fit.Select(fit => fit.Attribute));
        Assert.Equal(Rules.Reactions.Keys, sound.Reactions.Keys);
    }

    private static List<PastLead> Many(int leads, Func<int, PastLead> make) =>
        [.. Enumerable.Range(0, leads).Select(make)];

    private static IReadOnlyList<Leak> Find(IReadOnlyList<PastLead> leads, int horizon = 90) =>
        Leaks.Of(leads, [Rules, Rules], Car, horizon, today: 900, Label.Order);
}
