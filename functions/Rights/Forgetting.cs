using LeadScoring.Leads;

namespace LeadScoring.Rights;

/// <summary>
/// Pure: when a lead is to be forgotten of itself. One look is planned at a time; it comes at the earliest day possible
/// and, where something happened meanwhile, plans the next one, so that no touch has to move it.
/// </summary>
public static class Forgetting
{
    /// <summary>The lead with its look planned, where none lies ahead.</summary>
    public static Lead Plan(Lead lead, Retention retention, DateTimeOffset now)
    {
        if (lead.Profile is not { } profile || profile.ForgetAt > now) return lead;
        var end = EndOf(lead, retention);
        // A handler that comes late by more than the period still leaves the person a day to confirm.
        return lead with { Profile = profile with { ForgetAt = end > now || end is null ? end : now.AddDays(1) } };
    }

    /// <summary>Null where the lead stays.</summary>
    public static Farewell? Due(Lead lead, Retention retention, DateTimeOffset now)
    {
        if (lead.Profile is not { } profile || profile.ForgetAt > now || EndOf(lead, retention) is not { } end
            || end > now)
            return null;
        return profile.Known ? Farewell.Inactive : Farewell.Unconfirmed;
    }

    private static DateTimeOffset? EndOf(Lead lead, Retention retention)
    {
        if (lead.Profile!.MergedInto is not null) return null; // goes with the lead it is part of
        var isCustomer = lead.Products.Values.Any(state => state.LastPurchaseAt is not null);
        var period = lead.Profile.Known
            ? isCustomer ? retention.Customers : retention.Leads
            : retention.Unconfirmed;
        return period is null ? null : Retention.After(LastTouch(lead), period);
    }

    /// <summary>What the person did; what the brand sent is no reason to keep anything.</summary>
    private static DateTimeOffset LastTouch(Lead lead) =>
        lead.Products.Values.SelectMany(state => new[] { state.LastReactionAt, state.LastPurchaseAt })
            .Append(lead.Mail.Email?.At).Append(lead.Mail.Phone?.At)
            .Concat(lead.Mail.Purposes.Values.Select(said => (DateTimeOffset?)said.At))
            .Max() is { } touched && touched > lead.Profile!.CreatedAt
            ? touched
            : lead.Profile!.CreatedAt;
}
