using LeadScoring.Leads;
using LeadScoring.Learning;
using LeadScoring.Sales;
using LeadScoring.Scoring;
using LeadScoring.Tests.Publishing;

namespace LeadScoring.Tests.Sales;

/// <summary>What sales reports counts for the score, and is kept from whatever learns or judges.</summary>
public sealed class NotLearnedFromTests
{
    private const int Today = 20_900;
    private static readonly ScoringRules Rules = SampleContent.Edition.Rules;
    private static readonly ProductLine Car = Rules.Products["car"];

    [Fact]
    public void A_past_with_reports_is_observed_as_the_same_past_without_them()
    {
        (int, string)[] own = [(Today - 300, "brochure"), (Today - 200, "quote"), (Today - 190, "test-drive")];
        var reports = Rules.Reactions.Keys.Where(Outcomes.IsReported).Select((type, at) => (Today - 199 + at, type));
        var (plain, reported) = (LeadOf(own), LeadOf([.. own, .. reports]));
        Assert.NotEqual(plain.Product("car").Counts, reported.Product("car").Counts);

        Assert.Equal(Seen(plain), Seen(reported));
        Assert.Equal(9, Rules.Reactions.Keys.Count(Outcomes.IsReported));
    }

    [Fact]
    public void Every_word_of_the_doors_has_its_type_in_the_sample_rules_with_labels_in_both_languages() =>
        Assert.All(
            Outcomes.Names.Select(Outcomes.TypeOf).Concat(Outcomes.CallResults.Select(Outcomes.TypeOfCall)),
            type => Assert.NotEqual(Rules.Reactions[type].Label.For("ja"), Rules.Reactions[type].Label.For("en")));

    private static Lead LeadOf(IReadOnlyList<(int, string)> reactions) => new Lead
    {
        Id = new string('a', 32),
        Profile = new Profile { Email = "a@example.jp", CreatedAt = Car.StartOf(Today - 400), Known = true },
    }.With(new ProductState { Product = "car", Counts = DayCounts.Empty.Add(reactions) });

    private static List<string> Seen(Lead lead) =>
    [
        .. Observation.Of(PastLead.Of(lead, "car"), 1, Rules, Car, 30, Today)
            .Select(one => $"{string.Join(' ', one.Types)} {string.Join(' ', one.Interest)}"),
    ];
}
