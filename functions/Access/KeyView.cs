namespace LeadScoring.Access;

/// <summary>A key in the list: all but its secrets. Days are UTC.</summary>
public sealed record KeyView(
    string Id, string Name, IReadOnlyList<string> Scopes, string? Owner, DateTimeOffset CreatedAt, string CreatedBy,
    DateTimeOffset? ExpiresAt, DateTimeOffset? OldKeyUntil, DateTimeOffset? RevokedAt, DateOnly? LastUsedOn)
{
    public static KeyView Of(AccessKey key, DateOnly? lastUsedOn, DateTimeOffset now) => new(
        key.Id, key.Name, key.Scopes.Names(), key.Owner, key.CreatedAt, key.CreatedBy, key.ExpiresAt,
        key.Former?.Until > now ? key.Former.Until : null, key.RevokedAt, lastUsedOn);
}
