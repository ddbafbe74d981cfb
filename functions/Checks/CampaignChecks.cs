using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Publishing;

namespace LeadScoring.Checks;

/// <summary>What a campaign says about products, classes, mails and the sender must be true.</summary>
internal static class CampaignChecks
{
    public static IEnumerable<ContentProblem> Of(Draft draft) =>
        draft.Campaigns.Values.SelectMany(campaign => Of(draft, campaign, ContentFiles.CampaignPath(campaign.Id)))
            .Concat(LandingCampaign(draft));

    private static IEnumerable<ContentProblem> LandingCampaign(Draft draft)
    {
        if (draft.Sender?.LandingCampaign is not { } id || draft.Campaigns.ContainsKey(id)) yield break;
        if (!draft.FaultyFiles.Contains(ContentFiles.CampaignPath(id)))
            yield return new("sender.json", "landingCampaign", Names.Unknown(id, "campaign", draft.Campaigns.Keys));
    }

    private static IEnumerable<ContentProblem> Of(Draft draft, Campaign campaign, string file)
    {
        if (draft.Rules is { } rules && !rules.Products.ContainsKey(campaign.Product))
            yield return new(
                file, "product", Names.Unknown(campaign.Product, "product of scoring.json", rules.Products.Keys));
        foreach (var name in campaign.ClassGate.Where(name => !CustomerClass.All.Contains(name)))
            yield return new(file, "classGate", Names.Unknown(name, "customer class", CustomerClass.All));
        foreach (var locale in draft.LocalesWithout(campaign.ConfirmTemplate))
            yield return new(file, "confirmTemplate", Names.NoTemplate(campaign.ConfirmTemplate, locale));
        foreach (var gap in draft.Gaps(file, "title", campaign.Title)) yield return gap;
        foreach (var gap in draft.Gaps(file, "thanksUrl", campaign.ThanksUrl)) yield return gap;
        foreach (var gap in draft.Gaps(file, "optIn.wording", campaign.OptIn.Wording)) yield return gap;
        if (campaign.LandingUrl is { } page)
            foreach (var gap in draft.Gaps(file, "landingUrl", page)) yield return gap;
        foreach (var nameless in WordingsWithoutSender(draft, campaign.OptIn.Wording, file, "optIn.wording"))
            yield return nameless;
        foreach (var purpose in campaign.OptIn.Purposes.Where(purpose => draft.Purposes?.Contains(purpose) == false))
            yield return new(file, "optIn.purposes", Names.Unknown(purpose, "purpose of sender.json", draft.Purposes!));
        if (campaign.PrizeDraw is not { } draw) yield break;
        foreach (var gap in draft.Gaps(file, "prizeDraw.prize", draw.Prize)) yield return gap;
        foreach (var name in draw.ExcludedClasses.Where(name => !CustomerClass.All.Contains(name)))
            yield return new(
                file, "prizeDraw.excludedClasses", Names.Unknown(name, "customer class", CustomerClass.All));
    }

    // The law on commercial mail wants the sender's formal name beside the box, in the words the person agrees to.
    internal static IEnumerable<ContentProblem> WordingsWithoutSender(
        Draft draft, LocalizedText words, string file, string path) =>
        from wording in words.ByLocale
        let legalName = draft.Sender?.LegalName.ByLocale.GetValueOrDefault(wording.Key)
        where legalName is not null && !wording.Value.Contains(legalName, StringComparison.Ordinal)
        select new ContentProblem(file, $"{path}.{wording.Key}",
            $"Must name the sender as in sender.json, '{legalName}': people agree to mail from a named company.");
}
