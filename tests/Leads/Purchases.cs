using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Leads;

namespace LeadScoring.Tests.Leads;

/// <summary>Histories for tests; the id of the n-th purchase is n.</summary>
internal static class Purchases
{
    /// <summary>Up to eight purchases and three refunds, some of purchases that never came.</summary>
    public static Gen<object[]> Events { get; } =
        from purchases in Some(8, from day in Gen.Choose(0, 1000)
                                  from cents in Gen.Choose(0, 40_000)
                                  select (Day: day, Amount: cents / 100m))
        from refunds in Some(3, from of in Gen.Choose(0, 9)
                                from day in Gen.Choose(0, 1200)
                                from cents in Gen.Choose(0, 40_000)
                                select (Of: of, Day: day, Amount: cents / 100m))
        select (object[])
        [
            .. purchases.Select((purchase, n) => NewPurchase(n, purchase.Day, purchase.Amount)),
            .. refunds.Select((refund, n) => new Refund(Id(100 + n), Id(refund.Of), refund.Day, refund.Amount)),
        ];

    public static PurchaseHistory Of(params (int Day, decimal Amount)[] purchases) =>
        From([.. purchases.Select((purchase, n) => (object)NewPurchase(n, purchase.Day, purchase.Amount))]);

    public static PurchaseHistory From(IEnumerable<object> events) => events.Aggregate(
        PurchaseHistory.Empty,
        (history, one) => one is Refund refund ? history.Add(refund) : history.Add((Purchase)one));

    public static string Id(int number) => number.ToString("x16", null);

    private static Gen<T[]> Some<T>(int atMost, Gen<T> one) =>
        from count in Gen.Choose(0, atMost)
        from items in one.ArrayOf(count)
        select items;

    private static Purchase NewPurchase(int number, int day, decimal amount) =>
        new(Id(number), day, amount, DateTimeOffset.UnixEpoch.AddDays(day).AddSeconds(number));
}
