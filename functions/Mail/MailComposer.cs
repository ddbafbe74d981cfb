using LeadScoring.Consent;
using LeadScoring.Hits;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Sending;

namespace LeadScoring.Mail;

/// <summary>From a claim to a mail ready to leave: the lead's words, the brand's template, the signed links.</summary>
public sealed class MailComposer(InForce content, SignedLinks links, PublicUrl publicUrl, TimeProvider time)
{
    /// <summary>What stands behind them is signed for its reader, and acts or tells: it is not measured.</summary>
    private static readonly string[] SignedLinkDoors = ["opt-in", "unsubscribe", "preferences", "undo"];

    /// <summary>
    /// Why a mail failed that its template cannot make for this person, whatever the checks found beforehand: that mail
    /// ends, and holds up no other.
    /// </summary>
    public const string CannotBeRendered = "cannot be rendered";

    /// <summary>Asks to confirm; it advertises nothing and so has nothing to unsubscribe from.</summary>
    public OutgoingMail Confirmation(Lead lead, Entry entry, SendRecord claimed)
    {
        var token = links.Make(LinkPurpose.OptIn, lead.Id, entry.Hash, time.GetUtcNow());
        var campaign = content.Edition.Campaigns.GetValueOrDefault(entry.CampaignId);
        // What a form said of somebody we know is not shown before they confirm it; anybody may have typed it.
        var name = lead.IsKnown ? lead.Profile!.Name?.Value : TypedName.InFirstMail(entry.Name);
        var model = LeadMail.Of(lead, content.Edition.Sender, entry.Locale, name) with
        {
            OptIn = entry.OptInEmail || entry.OptInPhone,
            Reminder = claimed.Step is not null,
            News = lead.IsKnown && Entering.SaysMore(lead.Profile!, entry),
            Campaign = entry.Context is null ? campaign?.Title.For(entry.Locale) : null,
            Product = campaign is null ? null : content.Edition.Rules.Products[campaign.Product].Name.For(entry.Locale),
            Links = new MailLinks { Confirm = publicUrl.Absolute($"api/opt-in/{token}"), Site = Site(entry.Locale) },
        };
        return Compose(lead, entry.Locale, name, claimed, model, oneClick: null);
    }

    /// <summary>A mail of a scenario, and what is to be kept of it so that its links lead somewhere.</summary>
    /// <param name="lead">Whom it goes to.</param>
    /// <param name="claimed">The mail, claimed.</param>
    /// <param name="productId">The product it speaks of.</param>
    /// <param name="referralUrl">Where the lead can invite friends to, if anywhere.</param>
    public (OutgoingMail Mail, MailHits Kept) Nurture(
        Lead lead, SendRecord claimed, string productId, Uri? referralUrl)
    {
        var locale = lead.Profile!.Language;
        if (!content.Edition.Rules.Products.ContainsKey(productId))
            throw new MailRefusedException(CannotBeRendered); // given up, while an earlier version still runs
        var token = links.Make(LinkPurpose.Unsubscribe, lead.Id, claimed.SendId, time.GetUtcNow());
        var unsubscribe = publicUrl.Absolute($"api/unsubscribe/{token}");
        var choose = links.Make(LinkPurpose.Preferences, lead.Id, claimed.SendId, time.GetUtcNow());
        var model = LeadMail.OfScenario(lead, content.Edition, locale, productId, time.GetUtcNow()) with
        {
            ReferralUrl = referralUrl,
            Links = new MailLinks
            {
                Unsubscribe = unsubscribe,
                Preferences = publicUrl.Absolute($"api/preferences/{choose}"),
                Site = Site(locale),
            },
        };
        return Measured(Compose(lead, locale, lead.Profile.Name?.Value, claimed, model, unsubscribe), productId, model);
    }

    private (OutgoingMail Mail, MailHits Kept) Measured(OutgoingMail mail, string productId, MailModel model)
    {
        var (measured, targets) = MeasuredLinks.In(
            mail.Content, model.Links.Site!, Door, [.. SignedDoors()], mail.Imprint?.Words ?? []);
        var kept = new MailHits
        {
            SendId = mail.SendId,
            Product = productId,
            SentAt = mail.Date,
            Links = targets,
        };
        return (mail with { Content = measured, Measured = true }, kept);

        Uri Door(int number) => publicUrl.Absolute(
            $"api/go/{links.Make(LinkPurpose.Go, mail.LeadId!, mail.SendId, number)}");
    }

    private IEnumerable<string> SignedDoors() =>
        SignedLinkDoors.Select(door => $"{publicUrl.Base}api/{door}/");

    private OutgoingMail Compose(
        Lead lead, string locale, string? name, SendRecord claimed, MailModel model, Uri? oneClick)
    {
        var sender = content.Edition.Sender;
        return new OutgoingMail(
            claimed.SendId,
            new MailParty(sender.From.Email, sender.From.Name.For(locale)),
            new MailParty(lead.Profile!.Email, name),
            sender.ReplyTo,
            Render(claimed.Template, locale, model),
            oneClick,
            claimed.Scenario ?? "confirmation",
            time.GetUtcNow())
        {
            LeadId = lead.Id,
            Step = claimed.Scenario is null ? null : claimed.Step,
            Template = content.Templates.AtProvider(claimed.Template, locale, model),
            Imprint = oneClick is null ? null : Imprint.Of(sender, locale, oneClick),
        };
    }

    private RenderedMail Render(string template, string locale, MailModel model)
    {
        try
        {
            return content.Templates.Render(template, locale, model);
        }
        catch (Exception broken) when (broken is BrokenTemplateException or ArgumentException) // or there is none
        {
            throw new MailRefusedException(CannotBeRendered);
        }
    }

    private Uri Site(string locale) => publicUrl.Absolute(content.Edition.Sender.Site.For(locale));
}
