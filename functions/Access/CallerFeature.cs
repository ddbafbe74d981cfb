using Microsoft.AspNetCore.Http;

namespace LeadScoring.Access;

/// <summary>What the door in front has found out about a request, and what the door behind tells it.</summary>
public static class CallerFeature
{
    /// <summary>Who calls; at keyed doors there is always somebody.</summary>
    public static Caller Caller(this HttpContext http) =>
        http.Features.Get<Caller>() ?? throw new InvalidOperationException("Only a keyed door has a caller.");

    public static void Enter(this HttpContext http, Caller caller) => http.Features.Set(caller);

    /// <summary>
    /// Whoever answers with personal data says of which leads: it is written down before the answer leaves. An answer
    /// that tells of nobody says so by none, and nothing is written.
    /// </summary>
    public static void Shows(this HttpContext http, IEnumerable<string> leadIds) =>
        http.Features.Set(new Shown([.. leadIds.Concat(http.Features.Get<Shown>()?.LeadIds ?? [])]));

    /// <summary>The answer holds rows of the audit trail, which say themselves whom they are about.</summary>
    public static void ShowsTrail(this HttpContext http) => http.Features.Set(new Shown([], IsOfTrail: true));
}

/// <summary>The leads whose data an answer holds, or that it tells who looked at them.</summary>
public sealed record Shown(IReadOnlyList<string> LeadIds, bool IsOfTrail = false)
{
    public bool TellsOfSomebody => LeadIds.Count > 0 || IsOfTrail;
}
