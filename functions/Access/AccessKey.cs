using System.Security.Cryptography;

namespace LeadScoring.Access;

/// <summary>
/// A named key as it is kept. <paramref name="Newest"/> is what was given out last; <paramref name="Former"/>, until
/// its grace ends, what was before it. No more than these two are known, and both stay known afterwards, so that who
/// still sends an old one is told so. <paramref name="CreatedBy"/> is the id of the caller who made it.
/// </summary>
public sealed record AccessKey(
    string Id, string Name, Scope Scopes, string? Owner, DateTimeOffset CreatedAt, string CreatedBy,
    DateTimeOffset? ExpiresAt, KeySecret Newest, KeySecret? Former, DateTimeOffset? RevokedAt)
{
    private static readonly AccessKey Nobody = new(
        "", "", Scope.None, null, default, "", null, new KeySecret(new string('0', 64), null), null, null);

    public Caller ToCaller() => new(Id, Name, Scopes, Owner);

    /// <summary>
    /// What becomes of somebody who sends a secret with this digest. Both digests are looked at in constant time, and a
    /// key that does not exist (null) costs the same.
    /// </summary>
    public static KeyAnswer Answer(AccessKey? key, ReadOnlySpan<byte> digest, DateTimeOffset now)
    {
        var known = key ?? Nobody;
        var isNewest = known.Newest.Is(digest);
        var isFormer = (known.Former ?? Nobody.Newest).Is(digest);
        return key is null || !(isNewest | isFormer) ? KeyAnswer.Wrong : key.Standing(isNewest, now);
    }

    /// <summary>The same for whoever signed in by it: which secret they had is told by its mark.</summary>
    public KeyAnswer AnswerToMark(string mark, DateTimeOffset now) =>
        mark == Newest.Mark || mark == Former?.Mark ? Standing(mark == Newest.Mark, now) : KeyAnswer.Replaced;

    /// <summary>When it opens no more by the secret with this mark; null: never by itself.</summary>
    public DateTimeOffset? Until(string mark) =>
        mark != Newest.Mark && Former?.Until is { } end && !(ExpiresAt < end) ? end : ExpiresAt;

    /// <summary>
    /// Since when it opens nothing: revoked or expired; null for one that still opens, or will end later.
    /// </summary>
    public DateTimeOffset? EndedAt(DateTimeOffset now) =>
        RevokedAt is { } revoked && !(ExpiresAt < revoked) ? revoked : ExpiresAt <= now ? ExpiresAt : null;

    /// <summary>
    /// The secret that is replaced goes on until the grace is over; without one (null) it opens nothing by whatever
    /// process's clock, and is kept only so that who sends it is told.
    /// </summary>
    public AccessKey Rotate(byte[] digest, DateTimeOffset? formerUntil) => this with
    {
        Newest = KeySecret.Of(digest, null),
        Former = Newest with { Until = formerUntil ?? DateTimeOffset.MinValue },
    };

    private KeyAnswer Standing(bool isNewest, DateTimeOffset now) =>
        RevokedAt is not null ? KeyAnswer.Revoked
        : ExpiresAt <= now ? KeyAnswer.Expired
        : isNewest || Former!.Until > now ? KeyAnswer.Opens
        : KeyAnswer.Replaced;
}

/// <summary>The SHA-256 of a secret, in hex, and until when it opens (null: as long as the key does).</summary>
public sealed record KeySecret(string Digest, DateTimeOffset? Until)
{
    private const int MarkLength = 16;

    /// <summary>Tells one secret of a key from the other and nothing about either.</summary>
    public string Mark => MarkOf(Digest);

    public static KeySecret Of(byte[] digest, DateTimeOffset? until) =>
        new(Convert.ToHexStringLower(digest), until);

    public static string MarkOf(string digest) => digest[..MarkLength];

    public bool Is(ReadOnlySpan<byte> digest) =>
        CryptographicOperations.FixedTimeEquals(Convert.FromHexString(Digest), digest);
}

/// <summary>What a key says to whoever sends it; all but <see cref="Wrong"/> only to who had its secret.</summary>
public enum KeyAnswer
{
    Wrong,
    Opens,
    Expired,
    Revoked,

    /// <summary>A newer secret has taken its place, and the grace is over.</summary>
    Replaced,
}
