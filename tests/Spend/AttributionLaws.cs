using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Spend;
using LeadScoring.Tracks;
using NodaTime;

namespace LeadScoring.Tests.Spend;

/// <summary>What holds for any ways of any leads.</summary>
public sealed class AttributionLaws
{
    private static readonly Config Few = Config.QuickThrowOnFailure.WithMaxTest(40);

    [Fact]
    public void The_credits_of_each_path_sum_to_exactly_1_by_every_rule() =>
        Check((seed, _) =>
        {
            foreach (var path in Ways.Made(5, seed).SelectMany(track => Paths(track)))
            {
                var shares = Crediting.Shares(path.Visits);
                for (var rule = 0; rule < Crediting.ByPath.Count; rule++)
                    Assert.Equal(1m, shares.Values.Sum(share => share[rule]));
                Assert.All(shares.Values, share => Assert.All(share, one => Assert.InRange(one, 0, 1)));
            }
        });

    [Fact]
    public void Every_column_sums_to_the_conversions_and_to_their_revenue() =>
        Check((seed, _) =>
        {
            var table = Ways.Table(Ways.Made(20, seed));
            foreach (var rule in Attribution.Rules)
            {
                Assert.Equal(
                    table.Conversions, table.Places.Sum(place => place.Credit[rule].Conversions.Value!.Value), 1e-6);
                Assert.Equal(
                    (double)table.Revenue, table.Places.Sum(place => place.Credit[rule].Revenue.Value!.Value), 1e-6);
            }
        });

    [Fact]
    public void The_chain_converts_as_often_as_the_paths_do() =>
        Check((seed, _) =>
        {
            var table = Ways.Table(Ways.Made(20, seed));
            Assert.Equal((double)table.Conversions / table.Paths, table.Probability, 1e-12);
        });

    [Fact]
    public void Each_path_is_a_conversion_or_open_or_has_been_without_one_for_long() =>
        Check((seed, of) =>
        {
            var cells = new AttributionCube().Cells(Ways.Made(20, seed));
            var table = Attribution.Of(cells, AttributionCube.ByChannel, Months.All, "none");
            var cut = new YearMonth(2026, 3).PlusMonths(Math.Abs(of % 4));
            var (old, open) = (
                CreditCells.Unconverted(cells, AttributionCube.ByChannel, new Months(null, cut.PlusMonths(-1))),
                CreditCells.Unconverted(cells, AttributionCube.ByChannel, Months.All.Since(cut)));
            Assert.Equal(table.Paths, table.Conversions + old + open);
        });

    [Fact]
    public void Neither_the_order_of_leads_nor_their_buckets_change_a_cell() =>
        Check((seed, shuffle) =>
        {
            var (cube, tracks) = (new AttributionCube(), Ways.Made(20, seed));
            var whole = cube.Cells(tracks);
            var mixed = tracks.ToArray();
            new Random(shuffle).Shuffle(mixed);
            var parts = mixed.Index().GroupBy(track => track.Index % 3)
                .SelectMany(bucket => cube.Cells(bucket.Select(track => track.Item)));
            var sums = CellSums.Total(parts);
            Assert.Equal(whole.Select(cell => (cell.Group, cell.Key)), sums.Select(cell => (cell.Group, cell.Key)));
            Assert.All(whole.Zip(sums), pair => Assert.Equal(pair.First.Values, pair.Second.Values));
        });

    [Fact]
    public void A_lead_that_came_and_went_leaves_no_trace_in_the_cells() =>
        Check((seed, _) =>
        {
            var cube = new AttributionCube();
            var cells = Ways.Made(10, seed).SelectMany(track => cube.Of(track, Ways.Basis)).ToList();
            var guest = cube.Of(Ways.Lead("guest", "a b c +33.33 d a +7 b"), Ways.Basis).ToList();
            foreach (var group in cells.Concat(guest).GroupBy(cell => cell.Group))
            {
                var before = CellSums.Empty.With(
                    cells.Where(cell => cell.Group == group.Key).Select(cell => new CellMove(cell, 1)));
                var here = guest.Where(cell => cell.Group == group.Key).ToList();
                var after = before.With(here.Select(cell => new CellMove(cell, 1)))
                    .With(here.Select(cell => new CellMove(cell, -1)));
                Assert.Equal(before.Cells.Keys, after.Cells.Keys);
                Assert.All(before.Cells, cell => Assert.Equal(cell.Value, after.Cells[cell.Key]));
            }
        });

    /// <summary>By the definition: the mean of what a place adds over all orders in which places may come.</summary>
    [Fact]
    public void Shapley_is_what_a_place_adds_to_the_conversions_within_a_set_over_all_orders() =>
        Check((seed, _) =>
        {
            var tracks = Ways.Made(15, seed);
            var sets = tracks.SelectMany(Paths).Where(path => path.Revenue is not null)
                .Select(path => path.Visits.Select(visit => visit.Place).ToHashSet()).ToList();
            if (sets.Count == 0) return;
            var places = sets.SelectMany(set => set).Distinct().ToList();
            var orders = Orders(places).ToList();
            var table = Ways.Table(tracks).Places.ToDictionary(place => place.Place);
            foreach (var place in places)
            {
                var mean = orders.Average(order =>
                {
                    var before = order.TakeWhile(other => other != place).ToHashSet();
                    return sets.Count(set => set.IsSubsetOf([.. before, place]))
                        - sets.Count(set => set.IsSubsetOf(before));
                });
                Assert.Equal(mean, table[place].Credit[Crediting.Shapley].Conversions.Value!.Value, 1e-6);
            }
        });

    private static IReadOnlyList<Way> Paths(Track track) =>
        Conversions.Paths(track, Ways.Basis.Rules, point => point.Channel);

    private static IEnumerable<List<string>> Orders(IReadOnlyList<string> places) => places.Count == 0
        ? [[]]
        : places.SelectMany(first => Orders([.. places.Where(place => place != first)])
            .Select(rest => (List<string>)[first, .. rest]));

    private static void Check(Action<int, int> law) => Prop.ForAll(
        ArbMap.Default.ArbFor<int>(), ArbMap.Default.ArbFor<int>(), law).Check(Few);
}
