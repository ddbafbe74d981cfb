using LeadScoring.Scoring;

namespace LeadScoring.Alerts;

/// <summary>
/// An alert in the feed: what it tells of, with stage and score of then, and whom, as they are called at this moment.
/// <paramref name="DeliveryFailed"/>: why the webhook was given up, null where it was not.
/// </summary>
public sealed record AlertView(
    string AlertId, AlertKind Kind, DateTimeOffset At, DateTimeOffset OccurredAt, string LeadId, string? Name,
    string Email, string Product, string? Stage, double? Score, string Text, string? Reaction,
    DateTimeOffset? AcknowledgedAt, string? AcknowledgedBy, string? Note, string? DeliveryFailed)
{
    /// <summary>For whom it is, where it is for one in sales: the owner's id.</summary>
    public string? Owner { get; init; }

    public static AlertView Of(PersonsAlert found, ScoringRules rules, string language)
    {
        var (alert, profile) = (found.Alert, found.Person.Profile!);
        return new AlertView(
            found.Id.ToString(), alert.Kind, alert.At, alert.OccurredAt, found.Person.Id, profile.Name?.Value,
            profile.Email, alert.Product, alert.Stage, alert.Score, AlertText.Of(alert, rules, language),
            alert.Reaction, alert.Acknowledged?.At, alert.Acknowledged?.By, alert.Acknowledged?.Note,
            alert.Delivery?.GivenUp)
        {
            Owner = alert.Owner,
        };
    }
}
