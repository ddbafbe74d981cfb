using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Rewards;
using static LeadScoring.Tests.Rewards.Programme;

namespace LeadScoring.Tests.Rewards;

/// <summary>Whatever happens, in whatever order and however often it is told.</summary>
public sealed class PointsLaws
{
    private static readonly Gen<object> Event =
        from day in Gen.Choose(0, 900)
        from id in Gen.Choose(0, 40)
        from amount in Gen.Choose(1, 40_000)
        from kind in Gen.Choose(0, 4)
        select kind switch
        {
            0 => Order($"o{id}", day, amount),
            1 => Refund($"r{id}", $"o{id}", day, amount / 2m),
            2 => Said($"f{id}", day),
            3 => Given($"g{id}", day, amount / 100 + 1),
            _ => (object)Spent($"s{id}", day, amount / 200 + 1),
        };

    /// <summary>Each id once with one content; of acts only those that the door would have taken.</summary>
    internal static readonly Gen<object[]> Life =
        from events in Event.ArrayOf()
        select Allowed([.. events.DistinctBy(IdOf, StringComparer.Ordinal)]);

    [Fact]
    public void The_balance_is_the_sum_of_the_lines_and_each_line_tells_the_one_up_to_it() =>
        Prop.ForAll(Life.ToArbitrary(), Gen.Choose(0, 2_000).ToArbitrary(), (events, day) =>
        {
            var book = Book(day, events);
            var sum = 0L;
            return book.Lines.All(line => (sum += line.Move.Points) == line.Balance) && sum == book.Balance
                && book.Due.Sum(due => due.Points) == Math.Max(0, book.Balance);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_order_and_any_repetition_of_the_telling_gives_the_same_ledger() =>
        Prop.ForAll(Life.ToArbitrary(), Gen.Choose(0, 1_000).ToArbitrary(), (events, seed) =>
        {
            var told = events.Where(one => one is not PointsAct).ToArray();
            var again = events.Concat(told.Take(told.Length / 2)).ToArray();
            new Random(seed).Shuffle(again);
            return Book(800, Unique(again)).Lines.SequenceEqual(Book(800, events).Lines);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Without_refunds_no_balance_is_ever_below_zero() =>
        Prop.ForAll(Life.ToArbitrary(), events =>
            Book([.. events.Where(one => !IsRefund(one))], null).Lines.All(line => line.Balance >= 0))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void In_the_end_all_points_have_gone_and_what_is_left_is_debt() =>
        Prop.ForAll(Life.ToArbitrary(), events =>
        {
            var book = Book(events, null);
            return book.Balance <= 0 && book.Due.Count == 0;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_point_goes_at_the_latest_at_the_midnight_after_its_last_day() =>
        Prop.ForAll(Life.ToArbitrary(), Gen.Choose(0, 1_300).ToArbitrary(), (events, day) =>
            Book(day, events).Due.All(due => due.Day >= LeadScoring.Scoring.Days.Of(At(day), Tokyo)))
            .QuickCheckThrowOnFailure();

    /// <summary>The store keeps one row an id.</summary>
    private static object[] Unique(IEnumerable<object> events) => [.. events.DistinctBy(IdOf, StringComparer.Ordinal)];

    private static string IdOf(object one) => one switch
    {
        PointsAct act => act.Id,
        LeadScoring.Reactions.PurchaseNote note => note.Id,
        _ => ((LeadScoring.Reactions.Reaction)one).Id,
    };

    internal static bool IsRefund(object one) => one is LeadScoring.Reactions.PurchaseNote { RefundOf: not null };

    private static object[] Allowed(object[] events)
    {
        var lead = new LeadScoring.Leads.Lead
        {
            Id = "ann",
            Profile = new LeadScoring.Leads.Profile { Email = "ann@example.jp", CreatedAt = At(0), Known = true },
        };
        var taken = events.Where(one => one is not PointsAct).ToList();
        var acts = events.OfType<PointsAct>().OrderBy(act => act.At).ThenBy(act => act.Id, StringComparer.Ordinal);
        foreach (var act in acts)
        {
            var known = taken.Where(one => !IsRefund(one));
            var decided = Spending.Decide(lead, act, Past(taken), Book([.. known], act.At), null);
            if (decided.Act is { } kept) taken.Add(kept);
        }
        return [.. taken];
    }
}
