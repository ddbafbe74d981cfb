using LeadScoring.Reactions;

namespace LeadScoring.Hits;

/// <summary>Pure: the reactions that a mail's hits are, once each, by the verdicts of these rules.</summary>
public static class HitCount
{
    public const string OpenType = "mail-open";
    public const string ClickType = "mail-click";

    /// <summary>None for a mail that counts for no product.</summary>
    public static IReadOnlyList<Reaction> Of(MailHits mail, MachineRules rules) => mail.Product is not { } product
        ? []
        : [.. Detector.Of(mail, rules).Where(judged => judged.IsHuman).Select(judged => new Reaction
        {
            Id = $"hit|{mail.SendId}|{judged.Hit.Id}",
            Type = TypeOf(judged.Hit.Kind),
            OccurredAt = judged.Hit.At,
            Product = product,
            CampaignId = mail.CampaignId,
            Channel = "mail",
            Origin = mail.Origin,
        })];

    public static string TypeOf(HitKind kind) => kind == HitKind.Open ? OpenType : ClickType;
}
