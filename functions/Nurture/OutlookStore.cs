using LeadScoring.Hits;
using LeadScoring.Leads;
using LeadScoring.Learning;
using LeadScoring.Publishing;
using LeadScoring.Scenarios;
using LeadScoring.Sending;
using LeadScoring.Storage;

namespace LeadScoring.Nurture;

/// <summary>
/// Reads what a scenario's conditions ask beyond the lead's own state: what came of the mails they name, each a row,
/// and the model in force. Most scenarios ask for neither, and cost nothing here.
/// </summary>
public sealed class OutlookStore(LeadStore leads, ModelStore models, InForce content)
{
    /// <summary>
    /// For a decision taken in <see cref="LeadStore.RebuildAsync"/>: what is read here is no older than the lead.
    /// </summary>
    public async Task<Outlook> ReadAsync(Lead lead, string enrolmentKey, CancellationToken cancel)
    {
        if (!lead.Enrolments.TryGetValue(enrolmentKey, out var enrolment)
            || StepAt.Find(content.Edition, enrolment) is not { } at) return Outlook.Unknown;
        var asked = at.Scenario.Conditions().SelectMany(condition => condition.Leaves()).ToList();
        var seen = new Dictionary<string, SeenMail>(StringComparer.Ordinal);
        var steps = asked.OfType<Condition.MailSeen>().SelectMany(leaf => leaf.Steps);
        foreach (var step in steps.Distinct(StringComparer.Ordinal))
            if (await SeenAsync(lead.Id, enrolment.SendKey(step), cancel) is { } mail) seen[step] = mail;
        var forecasts = asked.Any(leaf => leaf is Condition.ProbabilityIs) ? await models.InForceAsync(cancel) : null;
        return new Outlook(forecasts, seen);
    }

    private async Task<SeenMail?> SeenAsync(string leadId, string sendKey, CancellationToken cancel)
    {
        if (await leads.FindRowAsync(leadId, LeadRows.Send(sendKey), cancel) is not { } send) return null;
        var sendId = Rows.Body<SendRecord>(send).SendId;
        if (await HitStore.FindAsync(leads, leadId, sendId, cancel) is not { } kept) return null;
        var people = Detector.Of(kept.Mail, content.Edition.Rules.Machine).Where(judged => judged.IsHuman).ToList();
        // A click proves an open, though the picture that counts opens was never fetched.
        var clicked = people.Any(judged => judged.Hit.Kind == HitKind.Click);
        return new SeenMail(clicked || people.Any(judged => judged.Hit.Kind == HitKind.Open), clicked);
    }
}
