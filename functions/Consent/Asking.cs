using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Publishing;

namespace LeadScoring.Consent;

/// <summary>Pure: a question for consent outside a campaign's form, as the entry that its answer confirms.</summary>
public static class Asking
{
    /// <summary>Null where something is wrong (see the fields' refusals).</summary>
    public static (EmailAddress Email, Entry Entry)? Parse(
        JsonFields fields, Edition edition, Chance chance, DateTimeOffset now)
    {
        var policy = edition.Sender.Consent;
        fields.RefuseOthers("email", "context", "campaignId", "locale", "purposes", "id");
        var email = fields.RequiredEmail("email");
        var context = policy.Context(
            fields.RequiredOneOf("context", [.. policy.Contexts.Select(known => known.Id)]));
        var campaign = fields.OneOf("campaignId", [.. edition.Campaigns.Keys]);
        var locale = fields.OneOf("locale", edition.Sender.Locales) ?? edition.Sender.Locales.First();
        var purposes = fields.Texts("purposes", 20);
        foreach (var unknown in purposes.Where(id => policy.Purposes.All(purpose => purpose.Id != id)))
            fields.Refuse("purposes", $"'{unknown}' is not a purpose of sender.json.");
        var id = fields.Text("id", 100) ?? chance.NewId();
        if (fields.Refusals.Any || email is null || context is null) return null;
        var entry = Question(context, id, email.Text, locale, edition, now) with
        {
            CampaignId = campaign ?? "",
            Purposes = purposes.Count > 0 ? purposes : null,
        };
        return (email, entry);
    }

    /// <summary>Whether a consent goes on, for what it was given; null where there is none to go on.</summary>
    public static Entry? Again(Lead lead, AskContext context, Edition edition, Chance chance, DateTimeOffset now)
    {
        if (lead is not { Profile: { } profile, Gone: null or { IsClosed: false } }) return null;
        var purposes = lead.Mail.Purposes.Keys.Where(id => lead.Mail.ConsentTo(id) is not null).ToList();
        var isWhole = lead.Mail.Email is { Granted: true };
        if (!isWhole && purposes.Count == 0) return null;
        var entry = Question(context, chance.NewId(), profile.Email, profile.Language, edition, now);
        return entry with { Purposes = isWhole ? null : purposes };
    }

    private static Entry Question(
        AskContext context, string id, string email, string locale, Edition edition, DateTimeOffset now) => new()
        {
            EntryId = id,
            CampaignId = "",
            Context = context.Id,
            Email = email,
            Locale = locale,
            OptInEmail = true,
            ReceivedAt = now,
            WordingVersion = context.Version,
            Wording = context.Wording.For(locale),
            ShownFrom = context.ShownFrom,
            LegalName = edition.Sender.LegalName.For(locale),
        };
}
