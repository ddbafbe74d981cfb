namespace LeadScoring.Imports;

/// <summary>
/// What one line says, by field, before it is judged: the lead it tells of (null: nobody can tell), and the digest of
/// the order that it is an item of (null: it stands for itself).
/// </summary>
public sealed record LineValues(int Line, string? LeadId, string? Order, SortedDictionary<string, string> Values)
{
    /// <summary>What each line of an order says for itself.</summary>
    private static readonly string[] OfItems = ["sku", "quantity", "unitPrice", "listPrice"];

    public static bool IsOfItem(string field) => OfItems.Contains(field, StringComparer.Ordinal);

    /// <summary>
    /// The lines of one order as one: what the first line says that says anything. A line that says something else is a
    /// mistake; one that says nothing is none, as many shops tell of an order on its first line only.
    /// </summary>
    /// <param name="lines">Of one order, in the order of the file.</param>
    /// <param name="sumsAmounts">Whether each line tells an amount of its own.</param>
    /// <param name="differs">Hears of fields that two lines tell differently.</param>
    public static SortedDictionary<string, string> Together(
        IReadOnlyList<LineValues> lines, bool sumsAmounts, Action<string> differs)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (field, text) in lines.SelectMany(line => line.Values))
            if (!all.TryAdd(field, text) && all[field] != text && !IsOfLine(field) && !IsOfPerson(field))
                differs(field);
        return all;

        bool IsOfLine(string field) => IsOfItem(field) || (sumsAmounts && field == "amount");
    }

    /// <summary>Another way to write the same address is no contradiction.</summary>
    private static bool IsOfPerson(string field) => field is "email" or ImportFields.Customer;
}
