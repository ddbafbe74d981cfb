namespace LeadScoring.Demo;

/// <summary>Something a simulated person (or their mailbox) does at an instant, towards one of the doors.</summary>
internal abstract record Act(int Person, DateTimeOffset At);

/// <summary>Enters a campaign.</summary>
internal sealed record Enters(int Person, DateTimeOffset At, string Campaign) : Act(Person, At)
{
    public string? Visitor { get; init; }
    public string? ReferralCode { get; init; }
}

/// <summary>Looks at a landing page; nobody knows yet who it is.</summary>
internal sealed record Browses(int Person, DateTimeOffset At, string Campaign, string Visitor, string Id, string Type)
    : Act(Person, At);

/// <summary>A reaction that the brand's systems tell, perhaps with words.</summary>
internal sealed record Reacts(int Person, DateTimeOffset At, string Id, string Type, string Product)
    : Act(Person, At)
{
    public string? Text { get; init; }
    public int? Rating { get; init; }
    public bool MayQuote { get; init; }
}

/// <summary>Buys, and what; the amount is the sum of its lines.</summary>
internal sealed record Buys(int Person, DateTimeOffset At, string Id, string Product, IReadOnlyList<Line> Lines)
    : Act(Person, At)
{
    public decimal Amount => Lines.Sum(line => line.Quantity * line.UnitPrice);
}

/// <summary>One line of a purchase, in yen per unit.</summary>
internal sealed record Line(string Sku, int Quantity, decimal UnitPrice, decimal ListPrice);

/// <summary>Takes a purchase back.</summary>
internal sealed record Returns(int Person, DateTimeOffset At, Buys Order) : Act(Person, At);

/// <summary>Follows a link of a mail; with <paramref name="Presses"/>, presses the button behind it.</summary>
internal sealed record Follows(int Person, DateTimeOffset At, string Path, bool Presses) : Act(Person, At);

/// <summary>
/// Wants no more mails: by the button of the page, with a reason, or (without) by that of their mailbox.
/// </summary>
internal sealed record Stops(int Person, DateTimeOffset At, string Path, string? Reason) : Act(Person, At);

/// <summary>The provider tells of a mail: delivered, open, bounce, spamreport.</summary>
internal sealed record Told(int Person, DateTimeOffset At, string LeadId, string SendId, string Event)
    : Act(Person, At)
{
    public bool ByMachine { get; init; }
    public string? Status { get; init; }
}

/// <summary>A friend hears of the brand.</summary>
internal sealed record Refers(int Person, DateTimeOffset At, string Code) : Act(Person, At);

/// <summary>A mail as it came into somebody's mailbox: what of it they can press.</summary>
internal sealed record Received(string LeadId, string SendId, string Category, string? Step)
{
    public string? Confirm { get; init; }
    public string? OneClick { get; init; }
    public string? ReferralCode { get; init; }
    public IReadOnlyList<string> Links { get; init; } = [];
}
