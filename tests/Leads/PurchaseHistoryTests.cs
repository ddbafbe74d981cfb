using FsCheck.Fluent;
using LeadScoring.Leads;
using LeadScoring.Scoring;
using LeadScoring.Tests.Scoring;

namespace LeadScoring.Tests.Leads;

public sealed class PurchaseHistoryTests
{
    [Fact]
    public void Purchases_of_one_day_are_one_order()
    {
        var history = Purchases.Of((10, 12.00m), (10, 77.00m), (12, 5m));

        Assert.Equal([new DayOrder(10, 89m), new DayOrder(12, 5m)], history.NetAsOf(12));
        Assert.Equal([new DayOrder(10, 89m)], history.NetAsOf(11));
        Assert.Empty(history.NetAsOf(9));
    }

    [Theory]
    [InlineData(13, 39, 77)]
    [InlineData(12, 39, 38)]
    [InlineData(12, 50, 27)]
    [InlineData(12, 60, 27)]
    public void A_refund_takes_back_from_its_day_on_and_no_more_than_was_paid(int refundDay, int refunded, int left)
    {
        var refund = new Refund(Purchases.Id(100), Purchases.Id(0), refundDay, refunded);

        var orders = Purchases.Of((10, 50m), (10, 27m)).Add(refund).NetAsOf(12);

        Assert.Equal([new DayOrder(10, left)], orders);
    }

    [Fact]
    public void A_purchase_taken_back_whole_is_no_order_and_opens_the_cycle_before_again()
    {
        var history = Purchases.Of((10, 50m), (20, 30m));
        var refunded = history
            .Add(new Refund(Purchases.Id(100), Purchases.Id(1), 25, 10m))
            .Add(new Refund(Purchases.Id(101), Purchases.Id(1), 26, 20m));

        Assert.Equal(20, refunded.LatestPurchaseDay(25));
        Assert.Equal(10, refunded.LatestPurchaseDay(26));
        Assert.Equal(10, refunded.CycleStart(SampleRules.Car, 26));
        Assert.Null(refunded.CycleStart(SampleRules.Car with { OnPurchase = OnPurchase.Keep }, 26));
        Assert.Null(history.CycleStart(SampleRules.Car, 9));
    }

    [Fact]
    public void A_purchase_for_nothing_counts_unless_it_is_taken_back()
    {
        var free = Purchases.Of((10, 0m));

        Assert.Equal([new DayOrder(10, 0m)], free.NetAsOf(10));
        Assert.Empty(free.Add(new Refund(Purchases.Id(100), Purchases.Id(0), 11, 0m)).NetAsOf(11));
    }

    [Fact]
    public void Any_order_and_any_repetition_give_the_same_bytes() => Laws.Hold(
        from events in Purchases.Events
        from again in Gen.Shuffle(events)
        from shuffled in Gen.Shuffle(events.Concat(again.Take(3)).ToArray())
        select (events, shuffled),
        it => Assert.Equal(Purchases.From(it.events).Pack(), Purchases.From(it.shuffled).Pack()));

    [Fact]
    public void Nothing_is_lost_in_packing() => Laws.Hold(Purchases.Events, events =>
    {
        var history = Purchases.From(events);

        var unpacked = PurchaseHistory.Unpack(history.Pack());

        Assert.Equal(history.Purchases, unpacked.Purchases);
        Assert.Equal(history.Refunds, unpacked.Refunds);
    });

    [Fact]
    public void Amounts_come_back_with_their_digits()
    {
        var history = Purchases.Of((10, decimal.MaxValue), (11, 11.70m), (12, 0.0000000000000000000000000001m));

        var unpacked = PurchaseHistory.Unpack(history.Pack());

        Assert.Equal(
            ["79228162514264337593543950335", "11.70", "0.0000000000000000000000000001"],
            unpacked.Purchases.Select(purchase => purchase.Amount.ToString(null, null)));
    }

    [Fact]
    public void Damaged_bytes_are_refused_and_never_crash_otherwise() => Laws.Hold(
        from events in Purchases.Events
        from at in Gen.Choose(0, int.MaxValue)
        from value in Gen.Choose(0, 255)
        select (events, at, value),
        it =>
        {
            var packed = Purchases.From(it.events).Pack();
            Assert.Throws<InvalidDataException>(() => PurchaseHistory.Unpack(packed.AsSpan(0, it.at % packed.Length)));

            packed[it.at % packed.Length] = (byte)it.value;
            var thrown = Record.Exception(() => PurchaseHistory.Unpack(packed));
            Assert.True(thrown is null or InvalidDataException, thrown?.ToString());
        });

    [Theory]
    [InlineData("0123456789ABCDEF", 1)]
    [InlineData("0123", 1)]
    [InlineData("0123456789abcdef", -1)]
    public void What_the_store_could_not_hold_is_refused_at_once(string id, int amount) =>
        Assert.ThrowsAny<ArgumentException>(() =>
            PurchaseHistory.Empty.Add(new Purchase(id, 1, amount, DateTimeOffset.UnixEpoch)));
}
