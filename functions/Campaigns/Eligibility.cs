using LeadScoring.Intake;
using LeadScoring.Leads;

namespace LeadScoring.Campaigns;

/// <summary>Pure: who cannot win a prize, and why, in words that name nobody.</summary>
public static class Eligibility
{
    public static string? ReasonAgainst(Lead lead, PrizeDraw draw) => lead switch
    {
        { Profile: null } => "erased",
        { IsKnown: false } => "not confirmed",
        _ when lead.Products.Values.Any(state => state.Class is { } name && draw.ExcludedClasses.Contains(name)) =>
            "excluded customer class",
        _ when draw.ExcludedDomains.Any(domain => IsAt(lead.Profile.Email, domain)) => "excluded address",
        _ => null,
    };

    private static bool IsAt(string email, string domain) =>
        email.EndsWith("@" + domain, StringComparison.OrdinalIgnoreCase)
        || email.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase);
}
