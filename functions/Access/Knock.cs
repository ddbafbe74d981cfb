namespace LeadScoring.Access;

/// <summary>
/// What came of asking who calls: a caller, or why there is none. <paramref name="Until"/> is when this proof ends,
/// null where it does not; <paramref name="Mark"/> tells which secret of a named key was sent.
/// </summary>
public sealed record Knock(
    Caller? Caller, KnockProblem Problem, KnockBy By, DateTimeOffset? Until = null, string? Mark = null)
{
    public static Knock Refused(KnockProblem problem, KnockBy by) => new(null, problem, by);
}

/// <summary>Why somebody is not let in.</summary>
public enum KnockProblem
{
    None,

    /// <summary>No proof, or one that proves nothing.</summary>
    Unknown,
    Expired,
    Revoked,
    Replaced,

    /// <summary>The time of a console's sign-in is over, or its signature is of another installation.</summary>
    SignedOut,

    /// <summary>The bearer token is not genuine, not for this app, or not of this time.</summary>
    BadToken,

    /// <summary>A genuine token without any role of this app.</summary>
    NoRole,

    /// <summary>The identity provider does not answer, so nobody can tell.</summary>
    ProviderAway,
}

/// <summary>How somebody proves who they are.</summary>
public enum KnockBy
{
    Nothing,
    Key,
    Cookie,
    Bearer,
}
