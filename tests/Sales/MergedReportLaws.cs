using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Leads;
using LeadScoring.Reactions;
using LeadScoring.Tests.Identity;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Rights;

namespace LeadScoring.Tests.Sales;

/// <summary>
/// Whoever is merged into whom, in whatever order, and whatever is told of which address, once or again: a person shows
/// each report and each order once, and who are parted have what was told of them, and nothing else.
/// </summary>
public sealed class MergedReportLaws
{
    private const string Now = "2027-02-01T01:00:00Z";
    private const int People = 4;

    private enum Deed
    {
        Merge,
        Part,
        Reached,
        Won,
        Shop,
        Settle,
    }

    [Fact]
    public async Task Each_id_counts_once_in_a_person_and_stays_with_its_address_when_they_part()
    {
        await using var brand = await Brand.OpenAsync(Now, null, "--LeadScoring:RequestsPerMinute=1000000");
        var deed = Gen.Frequency(
            (5, Gen.Constant(Deed.Merge)), (3, Gen.Constant(Deed.Part)), (3, Gen.Constant(Deed.Reached)),
            (3, Gen.Constant(Deed.Won)), (3, Gen.Constant(Deed.Shop)), (2, Gen.Constant(Deed.Settle)));
        var step = from what in deed
                   from one in Gen.Choose(0, People - 1)
                   from other in Gen.Choose(0, People - 1)
                   from id in Gen.Choose(1, 3)
                   select (what, one, other, id);
        var run = 0;
        var law = Prop.ForAll(step.ArrayOf(24).ToArbitrary(), steps =>
            Task.Run(() => WalkAsync(brand, $"run-{run++}", steps)).GetAwaiter().GetResult());
        law.Check(Config.QuickThrowOnFailure.WithMaxTest(12).WithReplay(20270201, 1));
    }

    private static async Task WalkAsync(
        Brand brand, string run, (Deed What, int One, int Other, int Id)[] steps)
    {
        var world = new World(brand, [.. Enumerable.Range(0, People).Select(n => $"{run}-{n}@example.jp")]);
        await world.BeginAsync();
        foreach (var (what, one, other, id) in steps) await world.DoAsync(what, one, other, id);
        await world.CheckAsync();
        for (var one = 0; one < People; one++) await world.DoAsync(Deed.Part, one, 0, 0);
        await world.CheckAsync();
    }

    /// <summary>What was told of each address, and what the brand shows.</summary>
    private sealed class World(Brand brand, string[] emails)
    {
        private readonly int?[] _into = new int?[emails.Length];
        private readonly HashSet<string>[] _reports = [.. emails.Select(_ => new HashSet<string>())];
        private readonly HashSet<string>[] _orders = [.. emails.Select(_ => new HashSet<string>())];

        public async Task BeginAsync()
        {
            var occurredAt = Now;
            await brand.PostAsync("/api/reactions", new
            {
                reactions = emails.Select(
                    email => new { id = "a", email, type = "quote", product = "car", occurredAt }),
            });
            await brand.SettleAsync();
        }

        public async Task DoAsync(Deed what, int one, int other, int id)
        {
            switch (what)
            {
                case Deed.Merge when _into[one] is null && _into[other] is null && one != other:
                    await brand.MergeAsync(emails[one], emails[other]);
                    _into[one] = other;
                    break;
                case Deed.Part when _into[one] is not null:
                    await brand.UnmergeAsync(emails[one]);
                    _into[one] = null;
                    break;
                case Deed.Reached or Deed.Won:
                    await ReportAsync(one, what == Deed.Won, id);
                    break;
                case Deed.Shop:
                    var order = new
                    {
                        id = $"won-{id}", email = emails[one], occurredAt = Now, product = "car",
                        amount = 1000 * id, currency = "JPY",
                    };
                    await brand.PostAsync("/api/purchases", new { purchases = new[] { order } });
                    _orders[one].Add(order.id);
                    break;
                case Deed.Settle:
                    await brand.SettleAsync();
                    break;
            }
        }

        public async Task CheckAsync()
        {
            await brand.SettleAsync();
            for (var root = 0; root < emails.Length; root++)
            {
                if (_into[root] is not null) continue;
                var state = (await brand.LoadAsync(emails[root])).Product("car");
                Assert.Equal(
                    Told(root, _orders).Select(Touch.ShortHash).Order(StringComparer.Ordinal),
                    state.Purchases.Purchases.Select(order => order.IdHash).Order(StringComparer.Ordinal));
                Assert.Equal(Told(root, _reports).Count(id => id[0] == 'r'), Counted(state, "outcome-reached"));
                Assert.Equal(Told(root, _reports).Count(id => id[0] == 'w'), Counted(state, "outcome-won"));
                var page = await brand.LeadAsync(emails[root]);
                Assert.Equal(
                    Told(root, _orders).Count(),
                    page["timeline"]!.AsArray().Count(item => (string?)item!["kind"] == "purchase"));
            }
        }

        private async Task ReportAsync(int one, bool isWon, int number)
        {
            var id = $"{(isWon ? "won" : "reached")}-{number}";
            var path = $"/api/leads/{brand.IdOf(emails[one])}/outcome";
            await brand.PostAsync(
                path,
                isWon
                    ? (object)new
                    {
                        id, outcome = "won", product = "car", at = Now, amount = 1000 * number, currency = "JPY",
                    }
                    : new { id, outcome = "reached", product = "car", at = Now },
                200);
            if (Told(RootOf(one), _reports).Contains(id)) return; // told again
            _reports[one].Add(id);
            if (isWon) _orders[one].Add(id);
        }

        private static int Counted(ProductState state, string type)
        {
            var all = 0;
            foreach (var count in state.Counts.Items)
                if (count.Type == type) all += count.Count;
            return all;
        }

        private IEnumerable<string> Told(int root, HashSet<string>[] what) =>
            Enumerable.Range(0, emails.Length).Where(one => RootOf(one) == root)
                .SelectMany(one => what[one]).Distinct();

        private int RootOf(int one) => _into[one] is { } into ? RootOf(into) : one;
    }
}
