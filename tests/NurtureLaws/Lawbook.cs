using System.Globalization;
using LeadScoring.Proof;
using LeadScoring.Publishing;
using LeadScoring.Scenarios;
using LeadScoring.Sending;
using NodaTime;

namespace LeadScoring.Tests.NurtureLaws;

/// <summary>
/// The laws, each told by what breaks it. They look at what people did, at what the provider took and at the rows, and
/// at nothing that decides; the window's own law stands in SendWindowLaws.
/// </summary>
internal static class Lawbook
{
    /// <summary>How late a mail may be that counts from a date.</summary>
    public const int GraceDays = 2;

    /// <summary>A window that opens on one day of the week, where two such days may be holidays.</summary>
    private const int LongestClosed = 21;

    public static IEnumerable<string> Broken(NurturedLead lead, Edition edition) => new[]
    {
        Twice(lead), WithoutConsent(lead), OutsideTheWindow(lead, edition), OverTheCap(lead, edition),
        AfterTheExit(lead, edition), AfterTheComplaint(lead), AfterTheDate(lead, edition), HeldOutAndMailed(lead),
        NotEnded(lead), NotAddingUp(lead),
    }.SelectMany(broken => broken);

    /// <summary>The laws of all mails together.</summary>
    public static IEnumerable<string> Broken(
        IReadOnlyList<NurturedLead> leads, IReadOnlyList<FigureView> figures, Edition edition) =>
        OverTheLimit(leads, edition).Concat(NotInTheFigures(leads, figures));

    /// <summary>Of each scenario no more on one of the brand's days than its limit says.</summary>
    private static IEnumerable<string> OverTheLimit(IReadOnlyList<NurturedLead> leads, Edition edition) =>
        from mail in leads.SelectMany(Taken)
        where ScenarioOf(mail, edition).DailyLimit is not null
        group mail by (Scenario: ScenarioOf(mail, edition), Day: DayOf(mail.At, edition)) into day
        where day.Count() > day.Key.Scenario.DailyLimit
        select $"{day.Count()} of {day.Key.Scenario.Id} on {day.Key.Day}, where {day.Key.Scenario.DailyLimit} may";

    /// <summary>What is answered to the brand is what the ledgers of all leads hold, end by end.</summary>
    private static IEnumerable<string> NotInTheFigures(
        IReadOnlyList<NurturedLead> leads, IReadOnlyList<FigureView> figures)
    {
        var ledgers = leads.SelectMany(lead => lead.Mails).Select(mail => mail.Record)
            .CountBy(record => $"{record.Scenario}|{record.Step}|{record.Status}|{record.Reason}").ToList();
        var told = figures.SelectMany(group => group.Outcomes.SelectMany(end => Enumerable.Repeat(
            $"{group.Scenario}|{group.Step}|{end.Status}|{end.Reason}", end.Count))).CountBy(end => end).ToList();
        return ledgers.Except(told).Select(end => $"in the ledgers, and not in the figures: {end}")
            .Concat(told.Except(ledgers).Select(end => $"in the figures, and not in the ledgers: {end}"))
            .Concat(figures.Where(group =>
                group.Intended != group.Sent + group.Suppressed + group.HeldOut + group.Failed + group.Unknown)
                .Select(group => $"does not add up: {group}"));
    }

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

    /// <summary>
    /// No mail that counts from a date goes later than the grace, the days until its window opens, and one more, by the
    /// latest date that was told.
    /// </summary>
    private static IEnumerable<string> AfterTheDate(NurturedLead lead, Edition edition) =>
        from mail in Taken(lead)
        let step = ScenarioOf(mail, edition).Steps.Single(step => step.Id == mail.Record.Step)
        where step.After.IsAnchored
        let told = Last(lead, mail.At, Act.Date) is { } deed ? AnyLives.DateOf(deed) : null
        where !DateTimeOffset.TryParse(told, CultureInfo.InvariantCulture, out var date)
            || mail.At > date.AddDays(GraceDays + LongestClosed + 1)
        select $"after its date: {mail}";

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

    private static LocalDate DayOf(DateTimeOffset at, Edition edition) =>
        Instant.FromDateTimeOffset(at).InZone(edition.Sender.TimeZone).Date;

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
