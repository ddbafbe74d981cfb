using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Leads;
using LeadScoring.Loyalty;
using LeadScoring.Reactions;
using LeadScoring.Scoring;
using LeadScoring.Tests.Scoring;
using LeadScoring.Tracks;
using NodaTime;

namespace LeadScoring.Tests.Loyalty;

/// <summary>The classes at the ends of months, told by differences.</summary>
public sealed class ClassMonthsTests
{
    private static readonly CubeBasis Basis = BasisOf();

    [Fact]
    public void The_classes_of_a_real_shop_are_the_known_ones()
    {
        var cells = Sum(CdnowTracks.Read().SelectMany(track => new ClassCube().Of(track, Basis)));

        var months = ClassMonths.Of(cells, new YearMonth(1997, 1), new YearMonth(1998, 6), CdnowTracks.Today);

        var last = months[^1];
        Assert.Equal(("1998-06", 23_570), (last.Month, last.Customers));
        Assert.Equal([12_054, 0, 9_392, 0, 2_124], last.Classes.Select(one => one.Customers));
        Assert.Equal(.090, last.Classes[^1].Share.Value!.Value, 3);
        Assert.Equal(.485, last.Classes[^1].RevenueShare!.Value, 3);
        var half = months.Single(month => month.Month == "1997-06");
        Assert.Equal([15_550, 0, 7_360, 660, 0], half.Classes.Select(one => one.Customers));
    }

    /// <summary>As counted from all purchases for that day, whatever was bought and taken back, and when.</summary>
    [Fact]
    public void Each_month_is_as_if_it_had_been_counted_by_itself() => Laws.Hold(
        Stories(), stories =>
        {
            var tracks = stories.Select((story, index) => Track($"lead-{index}", story)).ToList();
            var cells = Sum(tracks.SelectMany(track => new ClassCube().Of(track, Basis)));
            foreach (var month in ClassMonths.Of(cells, new YearMonth(1997, 1), new YearMonth(1999, 6), 20_000))
            {
                var yearMonth = NodaTime.Text.YearMonthPattern.Iso.Parse(month.Month).Value;
                var last = Days.Of(yearMonth.OnDayOfMonth(1).PlusMonths(1).PlusDays(-1));
                var counted = tracks.ConvertAll(
                    track => CustomerClass.Of(track.Purchases, Basis.Rules, Basis.Product, last));
                Assert.Equal(
                    CustomerClass.All.Select(name => (
                        counted.Count(one => one.Class == name), counted.Count(one => one.Class == name && one.Lapsed),
                        counted.Where(one => one.Class == name).Sum(one => one.Total))),
                    month.Classes.Select(one => (one.Customers, one.Lapsed, one.Revenue)));
            }
        }, 40);

    [Fact]
    public void Who_comes_and_who_goes_is_what_a_class_grows_by() => Laws.Hold(
        Stories(), stories =>
        {
            var cells = Sum(stories.SelectMany(
                (story, index) => new ClassCube().Of(Track($"lead-{index}", story), Basis)));
            var months = ClassMonths.Of(cells, new YearMonth(1997, 1), new YearMonth(1999, 6), 20_000);
            foreach (var (before, after) in months.Zip(months.Skip(1)))
                foreach (var name in CustomerClass.All)
                    Assert.Equal(
                        SizeOf(after, name) - SizeOf(before, name),
                        after.Moves.Where(move => move.To == name).Sum(move => move.Customers)
                        - after.Moves.Where(move => move.From == name).Sum(move => move.Customers));
        }, 40);

    private static int SizeOf(ClassMonth month, string name) =>
        month.Classes.Single(one => one.Class == name).Customers;

    private static Gen<(int Day, int Amount, int? BackAfter)[][]> Stories() =>
        (from day in Gen.Choose(0, 700)
         from amount in Gen.Choose(0, 200)
         from back in Gen.Choose(-300, 100)
         select (day, amount, back > 0 ? back : (int?)null)).ArrayOf().ArrayOf();

    private static Track Track(string id, (int Day, int Amount, int? BackAfter)[] story)
    {
        var (history, start) = (PurchaseHistory.Empty, Days.Of(new LocalDate(1997, 1, 5)));
        foreach (var (index, bought) in story.Index())
        {
            var hash = Touch.ShortHash($"{id}-{index}");
            history = history.Add(new Purchase(hash, start + bought.Day, bought.Amount, default));
            if (bought.BackAfter is { } days)
                history = history.Add(new Refund(
                    Touch.ShortHash(hash), hash, start + bought.Day + days, bought.Amount));
        }
        return new Track
        {
            LeadId = id, Product = "cd", Start = start, CameBy = new CameBy(null, null, null, null, false),
            Purchases = history,
        };
    }

    private static List<Cell> Sum(IEnumerable<Cell> cells) =>
        [.. cells.GroupBy(cell => (cell.Group, cell.Key)).Select(same => new Cell(
            ClassCube.Cube, same.Key.Group, same.Key.Key,
            [.. Enumerable.Range(0, same.First().Values.Count).Select(i => same.Sum(cell => cell.Values[i]))]))];

    private static CubeBasis BasisOf()
    {
        var basis = StudyBases.Cdnow();
        return new CubeBasis(basis.Edition.Rules, basis.Product, basis.Edition);
    }
}
