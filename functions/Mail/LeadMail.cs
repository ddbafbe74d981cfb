using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Scoring;

namespace LeadScoring.Mail;

/// <summary>Pure: what a mail to a lead has to say, but for its links.</summary>
internal static class LeadMail
{
    /// <summary>What every mail has.</summary>
    public static MailModel Of(Lead lead, Sender sender, string locale, string? name) =>
        MailModel.Of(sender, locale) with { Name = name, Attributes = lead.Profile!.AttributeValues() };

    /// <summary>What a mail of a scenario has, with score and stage in its product as of this instant.</summary>
    public static MailModel OfScenario(
        Lead lead, Edition edition, string locale, string productId, DateTimeOffset now)
    {
        var (rules, state) = (edition.Rules, lead.Product(productId));
        var product = rules.Products[productId];
        var input = new ScoreInput(state.Counts, Fit.Of(lead.Profile!.AttributeValues(), rules), state.CycleStart);
        return Of(lead, edition.Sender, locale, lead.Profile.Name?.Value) with
        {
            Product = product.Name.For(locale),
            Score = (int)Math.Floor(Points.ScoreAt(input, rules, product, product.DayOf(now))),
            Stage = rules.Stages.Find(state.Stage)?.Label.For(locale),
        };
    }
}
