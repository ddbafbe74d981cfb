using FsCheck.Fluent;
using LeadScoring.Leads;
using LeadScoring.Scoring;
using LeadScoring.Tests.Scoring;

namespace LeadScoring.Tests.Leads;

public sealed class CustomerClassTests
{
    private static readonly int NewYear2026 = Days.Of(new NodaTime.LocalDate(2026, 1, 1));
    private static readonly int NewYear2027 = Days.Of(new NodaTime.LocalDate(2027, 1, 1));

    // The average order value is 100 up to 2026 and 120 from 2027 on, the factor 7.
    private static ScoringRules Rules => SampleRules.Rules;

    private static readonly ScoringRules ToLatestPurchase =
        Rules with { Classes = Rules.Classes with { Tenure = Tenure.ToLatestPurchase } };

    [Fact]
    public void Without_a_purchase_there_is_no_class() => Assert.Equal(
        new ClassVerdict(null, false, 0, 0, 100, 0, null), Of(PurchaseHistory.Empty, day: NewYear2026));

    [Theory]
    [InlineData(10, "toddler", 90)]
    [InlineData(89, "toddler", 90)]
    [InlineData(90, "steady", 250)]
    [InlineData(249, "steady", 250)]
    public void A_small_customer_grows_from_toddler_to_steady_by_age(int age, string name, int nextChange)
    {
        var history = Purchases.Of((NewYear2026, 50m), (NewYear2026, 1m), (NewYear2026 + 10, 648m));

        Assert.Equal(
            new ClassVerdict(name, false, 2, 699m, 100m, age, NewYear2026 + nextChange),
            Of(history, NewYear2026 + age));
    }

    [Theory]
    [InlineData(10, "toddler")]
    [InlineData(89, "toddler")]
    [InlineData(90, "trend")]
    [InlineData(209, "trend")]
    [InlineData(210, "loyal")]
    public void A_total_of_exactly_seven_averages_is_enough_for_trend_and_loyal(int age, string name) =>
        Assert.Equal(name, Of(Purchases.Of((NewYear2026, 50m), (NewYear2026 + 10, 650m)), NewYear2026 + age).Class);

    [Theory]
    [InlineData(239, false)]
    [InlineData(240, true)]
    public void A_customer_lapses_240_days_after_the_latest_purchase(int age, bool lapsed) =>
        Assert.Equal(lapsed, Of(Purchases.Of((NewYear2026, 50m)), NewYear2026 + age).Lapsed);

    [Fact]
    public void A_refund_takes_the_class_back()
    {
        var loyal = Purchases.Of((NewYear2026, 50m), (NewYear2026 + 10, 650m));
        var day = NewYear2026 + 220;

        Assert.Equal("loyal", Of(loyal, day).Class);
        Assert.Equal("steady", Of(loyal.Add(new Refund(Purchases.Id(100), Purchases.Id(1), day, 0.01m)), day).Class);
        Assert.Equal("first-time", Of(loyal.Add(new Refund(Purchases.Id(100), Purchases.Id(1), day, 650m)), day).Class);
    }

    [Fact]
    public void A_new_period_of_the_average_moves_the_line_on_its_day()
    {
        var history = Purchases.Of((NewYear2027 - 300, 350m), (NewYear2027 - 100, 350m));
        var before = Of(history, NewYear2027 - 1);
        var after = Of(history, NewYear2027);

        Assert.Equal(("loyal", 100m, NewYear2027), (before.Class, before.Average, before.NextChangeDay));
        Assert.Equal(("steady", 120m), (after.Class, after.Average));
    }

    [Fact]
    public void Tenure_up_to_the_latest_purchase_does_not_grow_in_silence()
    {
        var history = Purchases.Of((NewYear2026, 50m), (NewYear2026 + 80, 50m));
        var verdict = CustomerClass.Of(history, ToLatestPurchase, SampleRules.Car, NewYear2026 + 200);

        Assert.Equal(("toddler", 80), (verdict.Class, verdict.TenureDays));
        Assert.Equal(NewYear2026 + 80 + 240, verdict.NextChangeDay);
    }

    [Fact]
    public void On_a_grid_of_counts_ages_and_totals_exactly_one_class_fits()
    {
        foreach (var orders in new[] { 1, 2, 3, 5 })
            foreach (var age in new[] { 0, 1, 5, 89, 90, 91, 209, 210, 211, 240, 364 })
                foreach (var total in new[] { 0m, 100, 699.99m, 700, 700.01m, 5000 })
                {
                    if (age < orders) continue;
                    var days = Enumerable.Range(0, orders);
                    var history = Purchases.Of([.. days.Select(n => (NewYear2026 + n, n == 0 ? total : 0))]);
                    var many = orders >= 2;
                    var fits = new (string Name, bool Fits)[]
                    {
                        ("first-time", orders == 1),
                        ("toddler", many && age < 90),
                        ("steady", many && age >= 90 && total < 700),
                        ("trend", many && age is >= 90 and < 210 && total >= 700),
                        ("loyal", many && age >= 210 && total >= 700),
                    };

                    Assert.Equal(Assert.Single(fits, one => one.Fits).Name, Of(history, NewYear2026 + age).Class);
                }
    }

    [Fact]
    public void The_next_change_is_the_one_a_daily_look_would_find() => Laws.Hold(
        from events in Purchases.Events
        from day in Gen.Choose(0, 1500)
        from toLatest in Gen.Elements(true, false)
        select (events, day, toLatest),
        it =>
        {
            var rules = WithAverages(
                it.toLatest ? ToLatestPurchase : Rules, new(0, 60), new(900, 110), new(1300, 40));
            var history = Purchases.From(it.events);
            var now = CustomerClass.Of(history, rules, SampleRules.Car, it.day);
            int? found = null;
            for (var day = it.day + 1; found is null && day < 2000; day++)
            {
                var later = CustomerClass.Of(history, rules, SampleRules.Car, day);
                if (later.Class != now.Class || later.Lapsed != now.Lapsed) found = day;
            }

            Assert.Equal(found, now.NextChangeDay);
        });

    private static ScoringRules WithAverages(ScoringRules rules, params FrozenAverage[] averages) => rules with
    {
        Classes = rules.Classes with
        {
            AverageOrderValue = new Dictionary<string, IReadOnlyList<FrozenAverage>> { ["car"] = averages },
        },
    };

    private static ClassVerdict Of(PurchaseHistory history, int day) =>
        CustomerClass.Of(history, Rules, SampleRules.Car, day);
}
