namespace LeadScoring.Demo;

/// <summary>
/// One person's year with the brand, day by day: what they do follows from who they are, from the truth and from what
/// reached them. Pure but for its own memory; it knows no store, and learns of the product only the mails that came.
/// </summary>
/// <param name="person">Who they are.</param>
/// <param name="truth">What is really so.</param>
/// <param name="seed">The demo's seed.</param>
/// <param name="start">The midnight of the first day, in the brand's zone.</param>
/// <param name="campaigns">The campaigns of a product line that are open to everybody at an instant.</param>
internal sealed class Life(
    Person person, Truth truth, int seed, DateTimeOffset start,
    Func<string, DateTimeOffset, IReadOnlyList<string>> campaigns)
{
    private const double VisitsPerDay = 0.055;
    private const int InterestHalvesAfter = 45;

    private readonly List<(double Factor, int Until)> _effects = [];
    private readonly Shopping _shopping = new(person, truth, seed, start);
    private int? _arrives = person.Arrives;
    private int _wokenOn = person.Arrives ?? 0;
    private string? _referral;
    private int _depth;
    private bool _here;
    private bool _stopped;

    public Person Person => person;

    /// <summary>How many purchases so far.</summary>
    public int Orders => _shopping.Orders;

    /// <summary>A friend told them: they come on that day, with the friend's code.</summary>
    public void HearOfIt(int day, string code) => (_arrives, _wokenOn, _referral) = (day, day, code);

    /// <summary>Sales spoke with them: they look again; with a date, they come to the showroom.</summary>
    public IEnumerable<Act> Talked(int day, bool visits)
    {
        _wokenOn = Math.Max(_wokenOn, day - 10);
        if (!visits) yield break;
        var dice = Throw(Purposes.Sales, day);
        var comes = day + dice.Whole(2, 6);
        _depth = Math.Max(_depth, 3);
        var type = person.Product == "car" ? "test-drive" : "shop-visit";
        yield return React(comes, dice.Whole(10 * 60, 17 * 60), "s", type);
        _shopping.Visited(comes);
    }

    /// <summary>A mail reached them; what they and their mailbox do with it.</summary>
    public IEnumerable<Act> Reads(Received mail, DateTimeOffset now)
    {
        if (!person.IsGone && truth.EffectOf(mail.Category) is not 1 and var factor)
            _effects.Add((factor, DayOf(now) + truth.EffectDays));
        foreach (var act in Mailbox.Reads(person, mail, now, seed, Loyalty))
        {
            if (_stopped && act is Stops) continue;
            _stopped |= act is Stops;
            yield return act;
        }
    }

    public IEnumerable<Act> Day(int day)
    {
        if (day == 0)
            foreach (var act in _shopping.Past()) yield return act;
        foreach (var act in _shopping.Day(day)) yield return act;
        if (person.BrowsesFirst && _arrives - day is > 0 and < 4 && OpenOn(day) is { } page)
            yield return new Browses(person.Index, At(day, 20 * 60), page, Visitor, $"b{day}", "page-view");
        if (_arrives == day)
        {
            foreach (var act in Arrive(day)) yield return act;
        }
        if (!_here) yield break;
        var dice = Throw(Purposes.Day, day);
        if (!dice.Falls(Math.Min(0.6, VisitsOn(day)))) yield break;
        foreach (var act in Visit(dice, day)) yield return act;
    }

    private double Loyalty => Orders == 0 ? 1 : 0.8;

    private string Visitor => FormattableString.Invariant($"device-of-{seed}-{person.Index}");

    /// <summary>Those who come while nothing is open come to the showroom.</summary>
    private IEnumerable<Act> Arrive(int day)
    {
        _here = true;
        var dice = Throw(Purposes.Day, -1 - day);
        var campaign = OpenOn(day);
        if (campaign is null || (_referral is null && person.Source.Name == "shop" && dice.Falls(0.4)))
        {
            _shopping.Visited(day);
            yield return React(day, dice.Whole(10 * 60, 18 * 60), "a", "shop-visit");
            yield break;
        }
        yield return new Enters(person.Index, At(day, dice.Whole(7 * 60, 23 * 60)), campaign)
        {
            Visitor = person.BrowsesFirst ? Visitor : null,
            ReferralCode = _referral,
        };
    }

    private double VisitsOn(int day)
    {
        var interest = Math.Max(0.05, Math.Pow(0.5, (day - _wokenOn) / (double)InterestHalvesAfter));
        var effect = _effects.Where(one => one.Until >= day).Select(one => one.Factor).DefaultIfEmpty(1).Max();
        var owns = person.Product == "car" && Orders > 0 ? 0.3 : 1;
        return VisitsPerDay * person.Interest * interest * effect * owns * Truth.Season(person.Product, MonthOf(day));
    }

    private IEnumerable<Act> Visit(Dice dice, int day)
    {
        var minute = dice.Whole(8 * 60, 21 * 60);
        var views = dice.Whole(1, 3);
        for (var view = 0; view < views; view++) yield return React(day, minute + view, $"v{view}", "page-view");
        if (dice.Falls(0.3)) yield return React(day, minute + 4, "r", "page-read");
        var (chance, type) = Next(dice);
        if (dice.Falls(0.02)) yield return Complain(dice, day, minute + 30);
        if (!dice.Falls(chance * Math.Clamp(Math.Sqrt(person.Interest), 0.6, 1.5))) yield break;
        if (type is "shop-visit" or "test-drive")
        {
            minute = dice.Whole(10 * 60, 18 * 60);
            _shopping.Visited(day);
        }
        if (type.Length > 0) yield return React(day, minute + 6, "n", type);
        if (type.Length == 0)
            foreach (var act in _shopping.BuyFirst(day, minute + 10)) yield return act;
        else if (type is not "dealer-search") _depth++;
        if (type.Length == 0) (_depth, _wokenOn) = (person.Product == "car" ? 0 : 1, day);
    }

    /// <summary>What comes next, and how likely a visit comes to it; no type: the purchase.</summary>
    private (double Chance, string Type) Next(Dice dice) => (person.Product, _depth) switch
    {
        ("car", 0) => (0.4, "brochure"),
        ("car", 1) => (0.45, "configurator"),
        ("car", 2) => (0.5, dice.Of(["dealer-search", "shop-visit", "test-drive"])),
        ("car", 3) => (0.45, "quote"),
        ("car", _) => dice.Falls(0.15) ? (0.5, "credit-check-abandoned") : (0.3, ""),
        (_, 0) => (0.5, "brochure"),
        (_, 1) => (0.5, dice.Of(["shop-visit", "configurator"])),
        _ => _shopping.IsRegular ? (0, "") : (0.14, ""),
    };

    private Reacts Complain(Dice dice, int day, int minute) => React(day, minute, "c", "complaint") with
    {
        Text = dice.Of(Words.ComplaintsOf(person.Product)).In(person.Locale),
    };

    private string? OpenOn(int day) => campaigns(person.Product, At(day, 12 * 60)) is { Count: > 0 } open
        ? new Dice(seed, person.Index, Purposes.Day, -1).Of(open)
        : null;

    private Reacts React(int day, int minute, string id, string type) => new(
        person.Index, At(day, minute), FormattableString.Invariant($"demo-{person.Index}-{day}-{id}"), type,
        person.Product);

    private Dice Throw(int purpose, int turn) => new(seed, person.Index, purpose, turn);

    private DateTimeOffset At(int day, int minute) => start.AddDays(day).AddMinutes(minute);

    private int DayOf(DateTimeOffset at) => (int)Math.Floor((at - start).TotalDays);

    private int MonthOf(int day) => start.AddDays(day).Month;
}
