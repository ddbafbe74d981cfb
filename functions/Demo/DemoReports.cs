namespace LeadScoring.Demo;

/// <summary>What a morning's work on a lead comes to: reports by door, and when to go on (null: closed).</summary>
internal sealed record SalesStep(IReadOnlyList<(string Door, object Body)> Reports, int? NextDay)
{
    public bool Talked { get; init; }
    public bool Visits { get; init; }
}

/// <summary>Pure: how a call goes and what sales notes of it.</summary>
internal static class DemoReports
{
    private const int Patience = 4;

    public static object Won(SalesCase mine, Buys order) => new
    {
        id = order.Id,
        outcome = "won",
        product = mine.Product,
        amount = order.Amount,
        currency = "JPY",
        note = "ご来店のうえご成約",
    };

    public static SalesStep Next(SalesCase mine, DateTimeOffset now, int day, int seed)
    {
        var dice = new Dice(seed, mine.Life.Person.Index, Purposes.Sales, -1 - day);
        string Id(string what) => FormattableString.Invariant($"demo-{mine.Life.Person.Index}-{day}-{what}");
        object Call(string result) => new { id = Id("call"), result, product = mine.Product };
        object Outcome(string outcome, DateTimeOffset? until = null, string? reason = null, bool? release = null) =>
            new { id = Id("outcome"), outcome, product = mine.Product, until, reason, release };
        var lost = dice.Of(Words.LostReasons).Ja;
        if (mine.Turn >= Patience) return new SalesStep([("outcome", Outcome("lost", reason: lost))], null);
        if (!dice.Falls(0.6))
            return new SalesStep([("calls", Call(dice.Falls(0.7) ? "no-answer" : "message"))], day + 1);
        var called = ("calls", Call("reached"));
        var fall = dice.Next();
        return fall switch
        {
            < 0.42 => new SalesStep([called, ("outcome", Outcome("visit-booked", now.AddDays(5)))], day + 8)
            {
                Talked = true,
                Visits = true,
            },
            < 0.60 => new SalesStep([called, ("outcome", Outcome("quote"))], day + 5) { Talked = true },
            < 0.78 => new SalesStep([called, ("outcome", Outcome("not-now", now.AddDays(30), release: true))], null),
            < 0.80 => new SalesStep([called, ("outcome", Outcome("wrong-person"))], null),
            _ => new SalesStep([called, ("outcome", Outcome("lost", reason: lost))], null),
        };
    }
}
