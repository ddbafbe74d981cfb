namespace LeadScoring.Demo;

/// <summary>What one person buys, when again, and what they say of it. Pure but for its own memory.</summary>
internal sealed class Shopping(Person person, Truth truth, int seed, DateTimeOffset start)
{
    private const int EveryDays = 365;
    private double _perYear;
    private int? _visited;
    private double _next = double.PositiveInfinity;

    public int Orders { get; private set; }

    /// <summary>Comes back by themselves, without being won again.</summary>
    public bool IsRegular { get; private set; }

    public void Visited(int day) => _visited = day;

    /// <summary>What customers of earlier years bought before the first day.</summary>
    public IEnumerable<Act> Past()
    {
        if (person.CustomerFor is not { } ago) yield break;
        var dice = new Dice(seed, person.Index, Purposes.Past);
        if (dice.Falls(0.6))
        {
            Visited(-ago - dice.Whole(2, 20));
            yield return new Reacts(
                person.Index, At(_visited!.Value, 11 * 60), Id("past-visit"), "shop-visit", person.Product);
        }
        foreach (var act in BuyFirst(-ago, 13 * 60)) yield return act;
        while (_next < 0)
            foreach (var act in Buy((int)Math.Floor(_next), 14 * 60)) yield return act;
    }

    public IEnumerable<Act> Day(int day)
    {
        if (_next >= day + 1) yield break;
        foreach (var act in Buy(day, new Dice(seed, person.Index, Purposes.Order, day).Whole(9 * 60, 20 * 60)))
            yield return act;
    }

    /// <summary>The first purchase, or (of somebody who is no regular) one that had to be won again.</summary>
    public IEnumerable<Act> BuyFirst(int day, int minute)
    {
        var dice = new Dice(seed, person.Index, Purposes.Order, day);
        if (person.Product == "car")
        {
            (_perYear, IsRegular) = person.IsFleet ? (8, true) : dice.Falls(0.6) ? (4.5, true) : (0, true);
            return Order(day, minute, person.IsFleet ? Wares.Fleet(dice) : Wares.Car(dice), dice);
        }
        var lines = Wares.Rental(dice, person.Index);
        if (Orders == 0)
        {
            IsRegular = truth.Route.IsTaken(lines.Count, Wares.IsFullPrice(lines), day - _visited);
            _perYear = IsRegular ? truth.RegularOrders : truth.OtherOrders;
        }
        return Order(day, minute, lines, dice);
    }

    private IEnumerable<Act> Buy(int day, int minute)
    {
        var dice = new Dice(seed, person.Index, Purposes.Order, day);
        var lines = person.Product == "camper" ? Wares.Rental(dice, person.Index)
            : person.IsFleet ? Wares.Fleet(dice)
            : Wares.Service(dice);
        return Order(day, minute, lines, dice);
    }

    private IEnumerable<Act> Order(int day, int minute, IReadOnlyList<Line> lines, Dice dice)
    {
        Orders++;
        if (dice.Falls(truth.LeavingOf(person.Mood))) _perYear = 0; // whatever they were
        _next = _perYear > 0
            ? day + 5 + dice.Wait((EveryDays / _perYear) - 5)
            : double.PositiveInfinity;
        var order = new Buys(person.Index, At(day, minute), Id($"order{day}"), person.Product, lines);
        yield return order;
        if (dice.Falls(0.02)) yield return new Returns(person.Index, At(day + dice.Whole(2, 9), 15 * 60), order);
        if (dice.Falls(Orders == 1 ? 0.4 : 0.12)) yield return Speak(day + dice.Whole(3, 14), dice);
        if (person.Mood < 0.25 && dice.Falls(0.12))
            yield return new Reacts(person.Index, At(day + 2, 16 * 60), Id($"bad{day}"), "complaint", person.Product)
            {
                Text = dice.Of(Words.ComplaintsOf(person.Product)).In(person.Locale),
            };
    }

    private Reacts Speak(int day, Dice dice)
    {
        var praises = dice.Falls(person.Mood);
        var theme = dice.Of(
            [.. truth.Themes.Where(one => one.IsPraise == praises && one.IsOf(person.Product))], one => one.Share);
        var at = At(day, dice.Whole(9 * 60, 22 * 60));
        return new Reacts(person.Index, at, Id($"said{day}"), "feedback", person.Product)
        {
            Text = dice.Of(theme.Texts).In(person.Locale),
            Rating = praises ? dice.Whole(4, 5) : dice.Whole(1, 3),
            MayQuote = dice.Falls(0.6),
        };
    }

    private string Id(string name) => FormattableString.Invariant($"demo-{person.Index}-{name}");

    private DateTimeOffset At(int day, int minute) => start.AddDays(day).AddMinutes(minute);
}
