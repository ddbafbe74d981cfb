using LeadScoring.Publishing;
using LeadScoring.Scenarios;
using LeadScoring.Sending;

namespace LeadScoring.Tests.NurtureLaws;

/// <summary>
/// The laws, each told by what breaks it. They look at what people did, at what the provider took and at the rows, and
/// at nothing that decides; the window's own law stands in SendWindowLaws.
/// </summary>
internal static class Lawbook
{
    public static IEnumerable<string> Broken(NurturedLead lead, Edition edition) => new[]
    {
        Twice(lead), WithoutConsent(lead), OutsideTheWindow(lead, edition), OverTheCap(lead, edition),
        AfterTheExit(lead, edition), AfterTheComplaint(lead), HeldOutAndMailed(lead), NotEnded(lead),
        NotAddingUp(lead),
    }.SelectMany(broken => broken);

    private static IEnumerable<LedgerMail> Taken(NurturedLead lead) => lead.Mails.Where(mail => mail.Taken > 0);

    private static IEnumerable<string> Twice(NurturedLead lead) =>
        lead.Mails.Where(mail => mail.Taken > 1).Select(mail => $"twice: {mail}");

    private static IEnumerable<string> WithoutConsent(NurturedLead lead) => Taken(lead).Where(mail =>
            Last(lead, mail.At, Act.Consent, Act.Withdraw) is not { Act: Act.Consent })
        .Select(mail => $"without consent: {mail}");

    private static IEnumerable<string> OutsideTheWindow(NurturedLead lead, Edition edition) => Taken(lead)
        .Where(mail => !ScenarioOf(mail, edition).Window.IsOpen(mail.At))
        .Select(mail => $"outside the window: {mail}");

    /// <summary>Each mail with all that went before it in a cap's stretch, of whatever scenario.</summary>
    private static IEnumerable<string> OverTheCap(NurturedLead lead, Edition edition) =>
        from mail in Taken(lead)
        from cap in edition.Sender.Sending.Caps.Append(ScenarioOf(mail, edition).Cap)
        let before = Taken(lead).Count(other => other.At <= mail.At && other.At > mail.At - cap.Per)
        where before > cap.Mails
        select $"{before} within {cap.Per}, where {cap.Mails} may: {mail}";

    private static IEnumerable<string> AfterTheExit(NurturedLead lead, Edition edition) =>
        from mail in Taken(lead)
        let scenario = ScenarioOf(mail, edition)
        let exits = scenario.Exits
        where exits.OnPurchase && HasDone(lead, mail, Act.Buy)
            || exits.OnReactions.Contains("complaint") && HasDone(lead, mail, Act.Complain)
            || exits.OnStageLeft && !StoodThere(lead, mail, scenario)
        select $"after its exit: {mail}";

    /// <summary>The sample brand keeps quiet for 30 days.</summary>
    private static IEnumerable<string> AfterTheComplaint(NurturedLead lead) =>
        from mail in Taken(lead)
        where lead.Deeds.Any(deed =>
            deed.Act == Act.Complain && deed.At < mail.At && mail.At < deed.At.AddDays(30))
        select $"after a complaint: {mail}";

    private static IEnumerable<string> HeldOutAndMailed(NurturedLead lead) => lead.Mails
        .Where(mail => mail.Enrolment.HeldOut && (mail.Taken > 0 || mail.Record.Status == SendStatus.Sent))
        .Select(mail => $"held out and mailed: {mail}");

    private static IEnumerable<string> NotEnded(NurturedLead lead) => lead.Lead.Enrolments.Values
        .Where(enrolment => enrolment.NextStep is not null || enrolment.Ended is null)
        .Select(enrolment => $"goes on for ever: {enrolment}");

    /// <summary>Exactly one end each, and the provider's word is the ledger's, but where the answer was lost.</summary>
    private static IEnumerable<string> NotAddingUp(NurturedLead lead) => lead.Mails
        .Where(mail => mail.Record.Status switch
        {
            SendStatus.Sent => mail.Taken != 1,
            SendStatus.Failed when mail.Record.Reason == "no trace" => mail.Taken > 1,
            SendStatus.Failed or SendStatus.Suppressed or SendStatus.HeldOut => mail.Taken != 0,
            _ => true,
        })
        .Select(mail => $"does not add up: {mail}");

    private static Scenario ScenarioOf(LedgerMail mail, Edition edition) =>
        edition.ScenarioOf(mail.Enrolment.Scenario, mail.Enrolment.Version)!;

    private static Deed? Last(NurturedLead lead, DateTimeOffset before, params Act[] acts) =>
        lead.Deeds.LastOrDefault(deed => deed.At < before && acts.Contains(deed.Act));

    private static bool HasDone(NurturedLead lead, LedgerMail mail, Act act) =>
        lead.Deeds.Any(deed => deed.Act == act && deed.At > mail.Enrolment.EnteredAt && deed.At < mail.At);

    /// <summary>Of two things at one instant either may have been first.</summary>
    private static bool StoodThere(NurturedLead lead, LedgerMail mail, Scenario scenario)
    {
        if (scenario.Enter.Stage is { } stage)
            return lead.Stages.Any(change => change.At == mail.At)
                || lead.Stages.LastOrDefault(change => change.At < mail.At)?.To == stage;
        return lead.Classes.Any(change => change.At == mail.At)
            || lead.Classes.LastOrDefault(change => change.At < mail.At)?.To == scenario.Enter.Class;
    }
}
