using System.Globalization;
using LeadScoring.Scoring;

namespace LeadScoring.Leads;

/// <summary>A purchase: its id's hash (16 small hexadecimal digits), local day, an amount from 0.</summary>
public sealed record Purchase(string IdHash, int Day, decimal Amount, DateTimeOffset At);

/// <summary>Money taken back for a purchase, named by the hash of its id; an amount from 0.</summary>
public sealed record Refund(string IdHash, string RefundOf, int Day, decimal Amount);

/// <summary>What was bought on one local day, less what was taken back: one order, however many purchases.</summary>
public readonly record struct DayOrder(int Day, decimal Amount);

/// <summary>
/// A lead's purchases and refunds of one product, in canonical order (day, then id). Immutable; they may be added in
/// any order, a refund also before its purchase; of one id the first content stays.
/// </summary>
public sealed class PurchaseHistory
{
    public static readonly PurchaseHistory Empty = new([], []);

    private const byte Format = 1;
    private static readonly StringComparer Ordinal = StringComparer.Ordinal;

    private PurchaseHistory(IReadOnlyList<Purchase> purchases, IReadOnlyList<Refund> refunds)
    {
        Purchases = purchases;
        Refunds = refunds;
    }

    public IReadOnlyList<Purchase> Purchases { get; }

    public IReadOnlyList<Refund> Refunds { get; }

    public PurchaseHistory Add(Purchase added)
    {
        Check(added.IdHash, added.Amount);
        return Purchases.Any(known => known.IdHash == added.IdHash)
            ? this
            : new([.. Purchases.Append(added).OrderBy(p => p.Day).ThenBy(p => p.IdHash, Ordinal)], Refunds);
    }

    public PurchaseHistory Add(Refund added)
    {
        Check(added.IdHash, added.Amount);
        Check(added.RefundOf, added.Amount);
        return Refunds.Any(known => known.IdHash == added.IdHash)
            ? this
            : new(Purchases, [.. Refunds.Append(added).OrderBy(r => r.Day).ThenBy(r => r.IdHash, Ordinal)]);
    }

    /// <summary>
    /// Of two tellings of one id the earlier one counts, then the smaller amount: in any order they come to the same.
    /// </summary>
    public PurchaseHistory AddOnce(Purchase added) =>
        Purchases.FirstOrDefault(known => known.IdHash == added.IdHash) is { } known
        && (added.At, added.Amount).CompareTo((known.At, known.Amount)) < 0
            ? Less(new HashSet<string>(Ordinal) { known.IdHash }).Add(added)
            : Add(added);

    /// <inheritdoc cref="AddOnce(Purchase)"/>
    public PurchaseHistory AddOnce(Refund added) =>
        Refunds.FirstOrDefault(known => known.IdHash == added.IdHash) is { } known
        && (added.Day, added.Amount).CompareTo((known.Day, known.Amount)) < 0
            ? Less(new HashSet<string>(Ordinal) { known.IdHash }).Add(added)
            : Add(added);

    /// <summary>Without the purchases and refunds of these ids.</summary>
    public PurchaseHistory Less(IReadOnlySet<string> idHashes) => new(
        [.. Purchases.Where(purchase => !idHashes.Contains(purchase.IdHash))],
        [.. Refunds.Where(refund => !idHashes.Contains(refund.IdHash))]);

    /// <summary>
    /// The orders as known at the end of a day, ascending. A purchase whose refunds reach its amount is no order; one
    /// of amount 0 that nobody took back is.
    /// </summary>
    public IReadOnlyList<DayOrder> NetAsOf(int day)
    {
        var refunded = RefundedAsOf(day);
        var orders = new List<DayOrder>();
        foreach (var purchase in Purchases.TakeWhile(purchase => purchase.Day <= day))
        {
            var isRefunded = refunded.TryGetValue(purchase.IdHash, out var back);
            if (isRefunded && back >= purchase.Amount) continue;
            if (orders is [.., { } last] && last.Day == purchase.Day)
                orders[^1] = last with { Amount = last.Amount + purchase.Amount - back };
            else orders.Add(new DayOrder(purchase.Day, purchase.Amount - back));
        }

        return orders;
    }

    /// <summary>Ids of purchases whose refunds reach their amount, as known at the end of a day.</summary>
    public IReadOnlySet<string> TakenBackAsOf(int day)
    {
        var refunded = RefundedAsOf(day);
        return Purchases.Where(purchase => refunded.TryGetValue(purchase.IdHash, out var back)
                && back >= purchase.Amount)
            .Select(purchase => purchase.IdHash).ToHashSet(Ordinal);
    }

    private Dictionary<string, decimal> RefundedAsOf(int day) => Refunds.Where(refund => refund.Day <= day)
        .GroupBy(refund => refund.RefundOf, Ordinal)
        .ToDictionary(group => group.Key, group => group.Sum(refund => refund.Amount), Ordinal);

    public int? LatestPurchaseDay(int asOfDay) => NetAsOf(asOfDay) is [.., { } latest] ? latest.Day : null;

    /// <summary>
    /// The next day after this one on which something was bought or taken back: clocks may be a day ahead.
    /// </summary>
    public int? NextDayAfter(int day) => Purchases.Select(purchase => purchase.Day)
        .Concat(Refunds.Select(refund => refund.Day))
        .Where(later => later > day)
        .Min(later => (int?)later);

    /// <summary>The day from which reactions count: the latest purchase's, where purchases restart the cycle.</summary>
    public int? CycleStart(ProductLine product, int asOfDay) =>
        product.OnPurchase == OnPurchase.Restart ? LatestPurchaseDay(asOfDay) : null;

    public byte[] Pack()
    {
        var writer = new PackWriter(Format);
        writer.Count(Purchases.Count);
        foreach (var purchase in Purchases)
        {
            writer.Fixed(ParseHash(purchase.IdHash));
            writer.Day(purchase.Day);
            writer.Amount(purchase.Amount);
            writer.Instant(purchase.At);
        }

        writer.Count(Refunds.Count);
        foreach (var refund in Refunds)
        {
            writer.Fixed(ParseHash(refund.IdHash));
            writer.Fixed(ParseHash(refund.RefundOf));
            writer.Day(refund.Day);
            writer.Amount(refund.Amount);
        }

        return writer.ToArray();
    }

    /// <exception cref="InvalidDataException">Not the bytes of <see cref="Pack"/>, or of a newer format.</exception>
    public static PurchaseHistory Unpack(ReadOnlySpan<byte> packed)
    {
        var reader = new PackReader(packed, Format);
        var purchases = new Purchase[reader.Count()];
        for (var i = 0; i < purchases.Length; i++)
        {
            purchases[i] = new Purchase(
                HashText(reader.Fixed()), reader.Day(), reader.Amount(), reader.Instant());
        }

        var refunds = new Refund[reader.Count()];
        for (var i = 0; i < refunds.Length; i++)
        {
            refunds[i] = new Refund(
                HashText(reader.Fixed()), HashText(reader.Fixed()), reader.Day(), reader.Amount());
        }

        reader.End();
        return new PurchaseHistory(purchases, refunds);
    }

    private static void Check(string hash, decimal amount)
    {
        if (hash.Length != 16 || !hash.All(char.IsAsciiHexDigitLower))
            throw new ArgumentException($"Must be 16 small hexadecimal digits, but is '{hash}'.", nameof(hash));
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
    }

    private static ulong ParseHash(string hash) =>
        ulong.Parse(hash, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static string HashText(ulong hash) => hash.ToString("x16", CultureInfo.InvariantCulture);
}
