using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Campaigns;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tests.Scoring;

namespace LeadScoring.Tests.Campaigns;

/// <summary>The order of a draw, and who is passed over.</summary>
public sealed class DrawOrderTests
{
    private static readonly PrizeDraw Draw = SampleContent.Edition.Campaigns["camper-lid-2026"].PrizeDraw!;

    private static Gen<(string Seed, string[] Entries, int Most)> Lists { get; } =
        from seed in Gen.Choose(0, int.MaxValue)
        from entries in Gen.Choose(0, 400).ArrayOf()
        from most in Gen.Choose(1, 20)
        select ($"{seed:x8}", entries.Distinct().Select(number => $"{number:x32}").ToArray(), most);

    [Fact]
    public void Heads_one_after_another_are_the_whole_list_in_the_order_of_places() => Laws.Hold(Lists, list =>
    {
        var found = new List<string>();
        for (var after = ""; ;)
        {
            var head = new DrawHead(list.Seed, after, list.Most);
            foreach (var entry in list.Entries) head.See(entry);
            if (head.Entries.Count == 0) break;
            Assert.InRange(head.Entries.Count, 1, list.Most);
            found.AddRange(head.Entries.Select(one => one.Entry));
            after = head.Entries.Last().Place;
        }
        Assert.Equal(
            list.Entries.OrderBy(entry => DrawOrder.PlaceOf(list.Seed, entry), StringComparer.Ordinal), found);
    });

    [Fact]
    public void Over_many_seeds_everybody_wins_as_often_as_chance_would_have_it()
    {
        const int Seeds = 5000;
        var entries = Enumerable.Range(0, 10).Select(number => $"{number:x32}").ToList();
        var wins = Enumerable.Range(0, Seeds)
            .CountBy(seed => entries.MinBy(entry => DrawOrder.PlaceOf($"{seed:x64}", entry), StringComparer.Ordinal)!)
            .ToDictionary(win => win.Key, win => win.Value);

        // Six standard deviations of a binomial with p = 1/10.
        Assert.All(entries, entry => Assert.InRange(wins[entry], 500 - 128, 500 + 128));
    }

    [Theory]
    [InlineData("hanako@example.jp", true, null)]
    [InlineData("hanako@example.jp", false, "not confirmed")]
    [InlineData("ken@hoshikawa.example", true, "excluded address")]
    [InlineData("ken@SHOP.Hoshikawa.example", true, "excluded address")]
    [InlineData("ken@nothoshikawa.example", true, null)]
    public void Who_cannot_win_is_passed_over_for_a_reason(string email, bool known, string? reason) =>
        Assert.Equal(reason, Eligibility.ReasonAgainst(Lead(email, known), Draw));

    [Fact]
    public void Customers_of_an_excluded_class_cannot_win()
    {
        var loyal = Lead("hanako@example.jp", known: true)
            .With(new ProductState { Product = "car", Class = CustomerClass.Loyal });

        Assert.Null(Eligibility.ReasonAgainst(loyal, Draw));
        Assert.Equal(
            "excluded customer class",
            Eligibility.ReasonAgainst(loyal, Draw with { ExcludedClasses = [CustomerClass.Loyal] }));
    }

    private static Lead Lead(string email, bool known) => new()
    {
        Id = new string('0', 32),
        Profile = new Profile { Email = email, CreatedAt = DateTimeOffset.UnixEpoch, Known = known },
    };
}
