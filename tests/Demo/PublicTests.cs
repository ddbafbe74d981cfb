using LeadScoring.Demo;

namespace LeadScoring.Tests.Demo;

/// <summary>The simulated public does as the truth says, and nothing else moves it.</summary>
public sealed class PublicTests
{
    private const int Days = 200;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.FromHours(9));
    private static readonly Received Mail = new("0123456789abcdef0123456789abcdef", "s-1", "car-aware", "day");

    [Fact]
    public void A_person_is_the_same_each_time_and_lives_at_a_reserved_domain() =>
        Assert.All(Enumerable.Range(0, 300), index =>
        {
            Assert.Equal(Someone(index), Someone(index));
            Assert.NotEqual(Someone(index), Person.Of(index, 2, 3000, Days, Truth.Usual));
            Assert.EndsWith("@example.jp", Someone(index).Email, StringComparison.Ordinal);
        });

    [Fact]
    public void Addresses_are_nobodys_twice() =>
        Assert.Equal(500, Enumerable.Range(0, 500).Select(index => Someone(index).Email).Distinct().Count());

    [Fact]
    public void A_placebo_changes_nothing_that_anybody_does() =>
        Assert.All(Enumerable.Range(0, 60), index => Assert.Equal(
            Acts(index, Truth.Usual, mail: null), Acts(index, Truth.Usual, Mail with { Category = "car-steady" })));

    [Fact]
    public void A_mail_that_works_raises_visits_by_about_its_factor()
    {
        // Between day 60 and 81 the mail works; the reactions of visits are what there is besides purchases.
        int Views(Received? mail) => Enumerable.Range(0, 1500).Sum(index => Acts(index, Truth.Usual, mail)
            .Count(act => act.Contains("page-view", StringComparison.Ordinal)
                && act.CompareTo("2026-03-03") > 0 && act.CompareTo("2026-03-22") < 0));
        var (without, with) = (Views(null), Views(Mail));
        Assert.InRange(with / (double)without, 2.0, 3.6);
    }

    [Fact]
    public void Who_takes_the_route_comes_back_and_who_does_not_mostly_stays_away()
    {
        var orders = Enumerable.Range(0, 3000).Select(index => Someone(index))
            .Where(person => person is { Product: "camper", CustomerFor: > 300 })
            .Select(person => new Life(person, Truth.Usual, 1, Start, (_, _) => []).Day(0).OfType<Buys>().ToList())
            .ToLookup(bought => bought[0].Lines.Count >= 2 && Wares.IsFullPrice(bought[0].Lines)
                && bought.Count > 3);
        Assert.NotEmpty(orders[true]);
        Assert.True(orders[true].Average(bought => bought.Count) > 2 * orders[false].Average(bought => bought.Count));
    }

    [Fact]
    public void A_mailbox_that_is_gone_only_bounces()
    {
        var gone = Someone(1) with { IsGone = true };
        var told = Assert.IsType<Told>(Assert.Single(Mailbox.Reads(gone, Mail, Start, 1, 1)));
        Assert.Equal("bounce", told.Event);
    }

    [Fact]
    public void The_truth_names_its_placebos_and_says_as_much_as_there_is_to_say()
    {
        Assert.Contains("car-considering", Truth.Usual.Placebos);
        Assert.DoesNotContain("car-aware", Truth.Usual.Placebos);
        Assert.Equal(1, Truth.Usual.Themes.Sum(theme => theme.Share), 3);
        Assert.Equal(1, Truth.Usual.Sources.Sum(source => source.Share), 3);
    }

    private static Person Someone(int index) => Person.Of(index, 1, 3000, Days, Truth.Usual);

    /// <summary>What somebody does from day 60 on, where they came early; the mail comes on day 60.</summary>
    private static List<string> Acts(int index, Truth truth, Received? mail)
    {
        var life = new Life(Someone(index) with { Arrives = 5, Product = "car", IsGone = false }, truth, 1, Start,
            (_, _) => ["car-launch-2026"]);
        var acts = new List<Act>();
        for (var day = 0; day < 100; day++)
        {
            if (day == 60 && mail is not null) _ = life.Reads(mail, Start.AddDays(day)).ToList();
            acts.AddRange(life.Day(day));
        }
        return [.. acts.Select(act => $"{act.At:yyyy-MM-dd} {act}")];
    }
}
