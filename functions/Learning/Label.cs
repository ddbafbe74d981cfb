using LeadScoring.Sales;

namespace LeadScoring.Learning;

/// <summary>
/// What a score is held against: orders, or what sales reported, by the word of the door that takes reports.
/// <c>reached</c> is any contact: a call that got through, a booked visit, a quote and an order tell of one, too.
/// </summary>
public sealed class Label
{
    private readonly Func<string, bool> _isOne;

    private Label(string name, Func<string, bool> isOne) => (Name, _isOne) = (name, isOne);

    public static Label Order { get; } = new("order", _ => false);

    public static IReadOnlyList<Label> All { get; } = [Order, .. Outcomes.Names.Select(Reported)];

    public string Name { get; }

    /// <summary>As things stand on <paramref name="today"/>: an order that was taken back by then is none.</summary>
    public Awaited In(PastLead past, int today)
    {
        int[] orders = [.. past.State.Purchases.NetAsOf(today).Select(order => order.Day)];
        if (this == Order) return new Awaited(orders, orders);
        return new Awaited(past.ReportDays(_isOne), [.. orders.Concat(past.ReportDays(Outcomes.ClosesDeal)).Order()]);
    }

    private static Label Reported(string outcome)
    {
        var type = Outcomes.TypeOf(outcome);
        return new Label(outcome, type == Outcomes.Reached ? Outcomes.IsContact : one => one == type);
    }
}
