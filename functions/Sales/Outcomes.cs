namespace LeadScoring.Sales;

/// <summary>
/// What sales reports of a lead, as reaction types: with weights and labels in <c>scoring.json</c> like any other. A
/// brand whose rules lack one keeps what was reported, and counts it nowhere.
/// </summary>
public static class Outcomes
{
    public const string Reached = "outcome-reached";
    public const string VisitBooked = "outcome-visit-booked";
    public const string Quote = "outcome-quote";
    public const string Won = "outcome-won";
    public const string Lost = "outcome-lost";
    public const string WrongPerson = "outcome-wrong-person";
    public const string NotNow = "outcome-not-now";
    public const string CallReached = "call-reached";
    public const string CallMissed = "call-missed";

    private const string Prefix = "outcome-";

    /// <summary>As the door names them.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. new[] { Reached, VisitBooked, Quote, Won, Lost, WrongPerson, NotNow }.Select(type => type[Prefix.Length..]),
    ];

    /// <summary>How a call may go; who declines was reached.</summary>
    public static IReadOnlyList<string> CallResults { get; } = ["reached", "no-answer", "busy", "message", "declined"];

    public static string TypeOf(string outcome) => Prefix + outcome;

    public static string TypeOfCall(string result) => result is "reached" or "declined" ? CallReached : CallMissed;

    /// <summary>
    /// Sales' own doing or judgement. It follows from how good a lead looks, so it may not be used to foretell orders.
    /// </summary>
    public static bool IsReported(string type) =>
        type is CallReached or CallMissed || type.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The person showed that they are still interested; to be called shows nothing.</summary>
    public static bool IsSign(string type) => !IsReported(type) || type is VisitBooked or Quote or Won;

    /// <summary>What comes after it is another deal.</summary>
    public static bool ClosesDeal(string type) => type is Won or Lost;

    /// <summary>Somebody spoke with the person.</summary>
    public static bool IsContact(string type) => type is Reached or VisitBooked or Quote or Won or CallReached;
}
