using LeadScoring.Demo;
using LeadScoring.Leads;
using LeadScoring.Loyalty;
using LeadScoring.Reactions;
using LeadScoring.Scoring;
using LeadScoring.Storage;
using LeadScoring.Tests.Loyalty;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tracks;

namespace LeadScoring.Tests.Demo;

/// <summary>
/// The simulated customers of earlier years, as tracks: the insights find what really makes them loyal, and nothing
/// that only looks like it.
/// </summary>
public sealed class TruthFoundTests
{
    private static readonly DateTimeOffset Start = new(2025, 11, 20, 0, 0, 0, TimeSpan.FromHours(9));
    private static readonly ProductLine Camper = SampleContent.Edition.Rules.Products["camper"];

    [Fact]
    public void The_true_route_is_golden_and_what_only_goes_along_is_not()
    {
        var basis = new StudyBasis(
            SampleContent.Edition, Camper, Camper.DayOf(Start.AddDays(365)), Start.AddDays(365), _ => null);
        var report = Json.Read<GoldenReport>(new GoldenRouteStudy().Run(Customers(6000), basis));

        var golden = report.Judged.Routes.Where(route => route.IsGolden).Select(route => route.Pattern.Id).ToList();
        Assert.Contains("did.shop-visit", golden);
        Assert.Contains("full-price", golden);
        Assert.Contains("pieces.2", golden);
        Assert.DoesNotContain(golden, id => id.StartsWith("campaign", StringComparison.Ordinal)
            || id.StartsWith("did.brochure", StringComparison.Ordinal) || id == "discounted");
    }

    [Fact]
    public void Where_the_route_makes_no_difference_none_of_its_signs_is_golden()
    {
        var basis = new StudyBasis(
            SampleContent.Edition, Camper, Camper.DayOf(Start.AddDays(365)), Start.AddDays(365), _ => null);
        var same = Truth.Usual with { RegularOrders = 8, OtherOrders = 8 };
        var report = Json.Read<GoldenReport>(new GoldenRouteStudy().Run(Customers(6000, same), basis));
        Assert.InRange(report.Judged.People.All() is var all ? all.K / (double)all.N : 0, 0.1, 0.9);
        Assert.DoesNotContain(report.Judged.Routes, route =>
            route.IsGolden && route.Pattern.Id is "did.shop-visit" or "full-price" or "pieces.2");
    }

    private static IEnumerable<Track> Customers(int people, Truth? truth = null) => Enumerable.Range(0, people)
        .Select(index => Person.Of(index, 1, people, 366, Truth.Usual))
        .Where(person => person is { Product: "camper", CustomerFor: not null })
        .Select(person => TrackOf(person, truth ?? Truth.Usual));

    private static Track TrackOf(Person person, Truth truth)
    {
        var life = new Life(person, truth, 1, Start, (_, _) => []);
        var acts = Enumerable.Range(0, 365).SelectMany(life.Day).ToList();
        var orders = acts.OfType<Buys>().ToList();
        return new Track
        {
            LeadId = Touch.ShortHash(person.Email),
            Product = "camper",
            Start = acts.Min(act => Camper.DayOf(act.At)),
            CameBy = new CameBy(
                person.Index % 2 == 0 ? "camper-giveaway-2026" : "camper-lid-2026", person.Source.Name, null, null,
                Referred: false),
            Touchpoints =
            [
                .. acts.OfType<Reacts>().OrderBy(act => act.At).Select(act =>
                    new Touchpoint(act.At, Camper.DayOf(act.At), act.Type, null, null)),
            ],
            Purchases = orders.Aggregate(PurchaseHistory.Empty, (history, order) => history.Add(
                new Purchase(Touch.ShortHash(order.Id), Camper.DayOf(order.At), order.Amount, order.At))),
            Baskets =
            [
                .. orders.OrderBy(order => order.At).Select(order => new Basket(
                    Touch.ShortHash(order.Id), Camper.DayOf(order.At), order.Amount, order.Lines.Sum(l => l.Quantity),
                    order.Amount / order.Lines.Sum(l => l.Quantity * l.ListPrice),
                    [.. order.Lines.Select(l => l.Sku).Distinct().Order(StringComparer.Ordinal)], null)),
            ],
        };
    }
}
