using LeadScoring.Access;
using LeadScoring.Campaigns;
using LeadScoring.Doors;
using LeadScoring.Leads;
using LeadScoring.Mail;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Scenarios;
using LeadScoring.Sending;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Nurture;

/// <summary>
/// Shows a step's mail to the brand. Nothing is claimed, measured or signed: where the mail has links of its reader
/// alone, the preview has addresses that open nothing.
/// </summary>
public sealed class PreviewDoor(
    LeadStore leads, OutlookStore outlooks, ReferralIndex referrals, InForce content, PublicUrl publicUrl,
    TimeProvider time)
{
    private const string NoToken = "preview";

    /// <summary>
    /// In a sandbox without windows, links that ask for a window do nothing; pictures are shown, scripts do not run.
    /// </summary>
    private const string Policy =
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src https: http:";

    public async Task<IResult> ShowAsync(HttpRequest request, string id, string stepId, CancellationToken cancel)
    {
        var (edition, refusals) = (content.Edition, new Refusals());
        var fields = new QueryFields(request.Query, refusals);
        fields.RefuseOthers("leadId", "locale", "format");
        var locale = fields.OneOf("locale", edition.Sender.Locales);
        var (format, leadId) = (fields.OneOf("format", ["json", "html", "text"]) ?? "json", fields.Text("leadId"));
        if (refusals.Any) return Problems.Invalid(refusals);
        if (!edition.Scenarios.TryGetValue(id, out var scenario))
            return Problems.NotFound(
                "There is no such scenario.", $"In force are {string.Join(", ", edition.Scenarios.Keys)}.");
        if (scenario.Steps.FirstOrDefault(step => step.Id == stepId) is not { } step)
            return Problems.NotFound(
                "The scenario has no such step.",
                $"Its steps are {string.Join(", ", scenario.Steps.Select(other => other.Id))}.");
        if (step.Template is not { } template)
            return Problems.NotFound("This step sends no mail.", "Look at a step that has a template.");
        if (leadId is null) return Answer(request, format, OfSample(scenario, stepId, template, locale));
        var lead = LeadIds.IsOne(leadId) ? await leads.LoadPersonAsync(leadId, cancel) : null;
        if (lead is not { Profile: not null }) return Problems.NoLead;
        request.HttpContext.Shows([lead.Id]);
        return Answer(request, format, await OfLeadAsync(lead, scenario, stepId, template, locale, cancel));
    }

    private PreviewView OfSample(Scenario scenario, string step, string template, string? asked)
    {
        var edition = content.Edition;
        var locale = asked ?? edition.Sender.Locales.First();
        var reader = new SamplePerson(edition.Sender, edition.Templates);
        var stages = edition.Rules.Stages;
        var model = reader.Full(MailUse.Scenario, locale, Links(locale)) with
        {
            Product = edition.Rules.Products[scenario.Product].Name.For(locale),
            Stage = stages.Find(scenario.Enter.Stage ?? stages.Ids[0])!.Label.For(locale),
        };
        return View(scenario, step, template, locale, content.Templates.Render(template, locale, model));
    }

    private async Task<PreviewView> OfLeadAsync(
        Lead lead, Scenario scenario, string step, string template, string? asked, CancellationToken cancel)
    {
        var (edition, now) = (content.Edition, time.GetUtcNow());
        var locale = asked ?? lead.Profile!.Language;
        var (view, isBroken) = ViewOrNone(scenario, step, template, locale,
            LeadMail.OfScenario(lead, edition, locale, scenario.Product, now) with
            {
                ReferralUrl = referrals.PageFor("PREVIEW", scenario.Product, locale, now),
                Links = Links(locale),
            });
        var enrolment = Preview.EnrolmentOf(lead, scenario.Id);
        var sendKey = enrolment?.SendKey(step);
        var snapshot = sendKey is null ? null : await leads.LoadAsync(lead.Id, cancel, LeadRows.Send(sendKey));
        var row = snapshot is null ? null : SendLedger.RowIn(snapshot, sendKey!);
        var outlook = enrolment is null ? null : await outlooks.ReadAsync(lead, enrolment.Key, cancel);
        var fault = isBroken
            ? MailComposer.CannotBeRendered
            : Imprint.Of(edition.Sender, locale, Links(locale).Unsubscribe!)
                .FirstMissingIn(new RenderedMail(view.Subject, view.Html, view.Text));
        return view with
        {
            LeadId = lead.Id,
            Decision = enrolment is null
                ? Preview.NotEnrolled
                : Preview.Decide(lead, enrolment, step, row, edition, outlook, now, fault),
        };
    }

    /// <summary>Without a word where the template fails for this reader, as the mail itself would.</summary>
    private (PreviewView View, bool IsBroken) ViewOrNone(
        Scenario scenario, string step, string template, string locale, MailModel model)
    {
        try
        {
            return (View(scenario, step, template, locale, content.Templates.Render(template, locale, model)), false);
        }
        catch (BrokenTemplateException)
        {
            return (View(scenario, step, template, locale, new RenderedMail("", "", "")), true);
        }
    }

    private static PreviewView View(
        Scenario scenario, string step, string template, string locale, RenderedMail mail) =>
        new()
        {
            Scenario = scenario.Id,
            Version = scenario.Version,
            Step = step,
            Template = template,
            Locale = locale,
            Subject = mail.Subject,
            Preheader = mail.Preheader,
            Html = mail.Html,
            Text = mail.Text,
        };

    private MailLinks Links(string locale) => new()
    {
        Unsubscribe = publicUrl.Absolute($"api/unsubscribe/{NoToken}"),
        Preferences = publicUrl.Absolute($"api/preferences/{NoToken}"),
        Site = publicUrl.Absolute(content.Edition.Sender.Site.For(locale)),
    };

    private static IResult Answer(HttpRequest request, string format, PreviewView view)
    {
        if (format == "json") return Answers.Ok(view);
        if (view.Html.Length == 0)
            return Problems.Of(
                StatusCodes.Status409Conflict, "The mail cannot be made for this reader.",
                "Its template fails at what is known of them: look at their values, mend the template and publish it.");
        if (format == "text") return Results.Text($"{view.Subject}\n\n{view.Text}", "text/plain; charset=utf-8");
        request.HttpContext.Response.Headers.ContentSecurityPolicy = Policy;
        return Answers.Html(
            view.Html.Replace("<head>", "<head><base target=\"_blank\">", StringComparison.OrdinalIgnoreCase));
    }
}
