namespace LeadScoring.Leads;

/// <summary>
/// What a decision wants saved, all of it or nothing: the lead as it now is and the facts that led there.
/// </summary>
/// <param name="Lead">The new state.</param>
/// <param name="Facts">New rows of the lead's partition; a key that is taken means the fact was known already.</param>
/// <param name="InboxDone">The inbox row that is worked off with this change.</param>
public sealed record LeadChange(Lead Lead, IReadOnlyList<Fact> Facts, string? InboxDone = null)
{
    /// <summary>Rows of history that this change takes out.</summary>
    public IReadOnlyList<string> Removed { get; init; } = [];

    /// <summary>Whether events, changes of stage or points come or go with it.</summary>
    public bool HasNews => Removed.Count > 0 || Facts.Any(fact => LeadRows.IsNews(fact.Key));

    public LeadChange With(Fact fact) => this with { Facts = [.. Facts, fact] };
}

/// <summary>
/// One row of history. <see cref="Replaces"/> is the version of the row it takes the place of; null for a new one.
/// </summary>
public sealed record Fact(string Key, object Body, string? Replaces = null);

/// <summary>
/// The row keys of a lead's partition, in one place. Keys never hold personal data: ids of callers are hashed.
/// </summary>
public static class LeadRows
{
    public const string HeadFrom = "head|";
    public const string HeadTo = "head}";
    public const string Profile = "head|profile";
    public const string Mail = "head|mail";
    public const string Gone = "head|gone";
    public const string Alerts = "head|alerts";
    public const string ProductPrefix = "head|product|";
    public const string EnrolmentPrefix = "head|scenario|";
    public const string AlertPrefix = "alert|";
    public const string SendPrefix = "send|";
    public const string InboxPrefix = "head|inbox|";
    public const string VisitorPrefix = "visitor|";
    private const string EntryPrefix = "entry|";
    private static readonly string[] News =
        [EntryPrefix, "reaction|", "purchase|", "hits|", "history|", PointsPrefix];

    public static string Product(string product) => ProductPrefix + product;
    public static string Enrolment(string key) => EnrolmentPrefix + key;
    public static string Inbox(string hash) => InboxPrefix + hash;
    public static string Entry(string hash) => EntryPrefix + hash;
    public static string Reaction(string hash) => "reaction|" + hash;
    public static string Purchase(string hash) => "purchase|" + hash;
    public static string Conflict(string key, string digest) => $"conflict|{key}|{digest}";
    public const string PointsPrefix = "points|";

    public static string PointsAct(string id) => PointsPrefix + Storage.Digest.Of(id);
    public static bool IsPointsAct(string row) => row.StartsWith(PointsPrefix, StringComparison.Ordinal);
    public static string Consent(string what) => "consent|" + what;
    public static string Visitor(string visitor) => VisitorPrefix + visitor;
    public static string Send(string key) => SendPrefix + key;
    public static string Alert(string hash) => AlertPrefix + hash;
    public static bool IsAlert(string row) => row.StartsWith(AlertPrefix, StringComparison.Ordinal);
    public static string Hits(string sendId) => "hits|" + sendId;
    public static bool IsVisitor(string row) => row.StartsWith(VisitorPrefix, StringComparison.Ordinal);
    public static bool IsSend(string row) => row.StartsWith(SendPrefix, StringComparison.Ordinal);
    public static bool IsEntry(string row) => row.StartsWith(EntryPrefix, StringComparison.Ordinal);

    /// <summary>Rows that a lead's track (<see cref="Tracks.Tracking"/>) is made of, beside its state.</summary>
    public static bool IsNews(string row) => News.Any(prefix => row.StartsWith(prefix, StringComparison.Ordinal));

    public static string History(DateTimeOffset at, string what) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"history|{at.UtcTicks:D19}|{what}");
}
