using System.Text;

namespace LeadScoring.Storage.Embedded.Filters;

/// <summary>
/// The order of two values in a filter. Text compares by code point, as the file's index does; numbers compare by
/// value whatever their width; values of different kinds, and NaN, have no order (null).
/// </summary>
internal static class LiteralOrder
{
    public static int? Compare(object value, object literal) => (value, literal) switch
    {
        (string left, string right) => CompareText(left, right),
        (bool left, bool right) => left.CompareTo(right),
        (Guid left, Guid right) => left.CompareTo(right),
        (DateTimeOffset left, DateTimeOffset right) => left.CompareTo(right),
        (byte[] left, byte[] right) => left.AsSpan().SequenceCompareTo(right),
        (int or long, int or long) => Whole(value).CompareTo(Whole(literal)),
        (int or long or double, int or long or double) => CompareNumbers(Number(value), Number(literal)),
        _ => null,
    };

    public static int CompareText(string left, string right)
    {
        var ordinal = string.CompareOrdinal(left, right);
        if (ordinal == 0 || !left.Any(char.IsSurrogate) && !right.Any(char.IsSurrogate)) return ordinal;
        return Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));
    }

    private static int? CompareNumbers(double left, double right) =>
        double.IsNaN(left) || double.IsNaN(right) ? null : left.CompareTo(right);

    private static long Whole(object number) => number is int small ? small : (long)number;

    private static double Number(object number) => number is double wide ? wide : Whole(number);
}
