using System.Globalization;
using LeadScoring.Leads;

namespace LeadScoring.Sales;

/// <summary>
/// Somebody in sales works this lead: <paramref name="Owner"/>, since and until when, and who said so. It ends by
/// itself in the second of <paramref name="Until"/>: whoever reads a claim asks <see cref="HoldsAt"/>.
/// </summary>
public sealed record Claim(string Owner, DateTimeOffset Since, DateTimeOffset Until, string By)
{
    /// <summary>It is over, and that is in the lead's history.</summary>
    public bool? Ended { get; init; }

    /// <summary>It did not run out but was given up.</summary>
    public bool? Released { get; init; }

    /// <summary>Whose it was before it was taken or handed over.</summary>
    public string? From { get; init; }

    public bool HoldsAt(DateTimeOffset now) => Ended is null && Until > now;
}

/// <summary>What becomes of a claim, one line of the lead's history.</summary>
public enum ClaimEvent
{
    Claimed,
    Prolonged,

    /// <summary>An admin took it from another.</summary>
    Taken,
    Transferred,
    Released,

    /// <summary>It ran out.</summary>
    Ended,
}

/// <summary>
/// A line of the lead's history: who holds it from then on (or held it), until when, and by whose word.
/// <paramref name="From"/> is who held it before.
/// </summary>
public sealed record ClaimNote(
    ClaimEvent What, string Owner, DateTimeOffset At, DateTimeOffset? Until, string By, string? From = null,
    string? Note = null)
{
    public const string Kind = "claim";

    public static bool IsOne(string row) => row.Contains($"|{Kind}|", StringComparison.Ordinal)
        && row.StartsWith("history|", StringComparison.Ordinal);

    /// <summary>Numbered, since two things may happen at one instant.</summary>
    internal Fact AsFact(int number) => new(
        LeadRows.History(At, string.Create(CultureInfo.InvariantCulture, $"{Kind}|{number:D6}")), this);
}

/// <summary>Who holds a lead, with the name that people read; nothing from the second on in which it ends.</summary>
public sealed record ClaimView(string Owner, string OwnerName, DateTimeOffset Since, DateTimeOffset Until)
{
    public static ClaimView? Of(Claim? claim, SalesRules sales, DateTimeOffset now) => claim?.HoldsAt(now) == true
        ? new ClaimView(claim.Owner, sales.NameOf(claim.Owner), claim.Since, claim.Until)
        : null;
}
