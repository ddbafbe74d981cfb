using System.Text.Json;
using LeadScoring.Reactions;

namespace LeadScoring.Hits;

/// <summary>Whether a hit was a person's, by name; only <see cref="Human"/> counts.</summary>
public static class Verdict
{
    public const string Human = "human";

    /// <summary>A proxy of the mailbox fetched the mail by itself.</summary>
    public const string MachineOpen = "machine-open";

    /// <summary>Sooner after the delivery than anybody reads.</summary>
    public const string TooSoon = "too-soon";

    /// <summary>Several different links of the mail at once.</summary>
    public const string Burst = "burst";

    /// <summary>The link that nobody sees, and what happened around it.</summary>
    public const string HiddenLink = "hidden-link";

    /// <summary>A HEAD, and the GET of the same link right after it.</summary>
    public const string HeadFirst = "head-first";

    /// <summary>Whoever reported the reaction says itself that it was a machine's.</summary>
    public const string Reported = "reported";

    /// <summary>A reaction reported with <c>"properties": {"machine": true}</c> is kept and not counted.</summary>
    public static bool IsReportedMachine(Reaction reaction) =>
        reaction.Properties is { ValueKind: JsonValueKind.Object } properties
        && properties.TryGetProperty("machine", out var machine) && machine.ValueKind == JsonValueKind.True;
}

/// <summary>A hit beside its verdict.</summary>
public sealed record JudgedHit(Hit Hit, string Verdict)
{
    public bool IsHuman => Verdict == Hits.Verdict.Human;
}
