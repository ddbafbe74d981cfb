namespace LeadScoring.Access;

/// <summary>
/// Who knocked at a keyed door and what they may do. <paramref name="Id"/> is opaque and stands in the audit trail;
/// <paramref name="Name"/> is for people; <paramref name="Owner"/> is the salesperson they act as, null for a system.
/// </summary>
public sealed record Caller(string Id, string Name, Scope Scopes, string? Owner)
{
    /// <summary>Who holds the key of the setting.</summary>
    public static Caller Admin { get; } = new("admin", "admin", Scope.Admin, null);

    public bool May(Scope needed) =>
        Scopes.HasFlag(Scope.Admin)
        || Scopes.HasFlag(needed)
        || needed == Scope.Read && Scopes.HasFlag(Scope.Work);
}
