using LeadScoring.Nurture;

namespace LeadScoring.Hits;

/// <summary>One intended mail as a lead's page shows it: its row of the ledger, and what came back from it.</summary>
public sealed record SendView
{
    public required string SendId { get; init; }
    public required SendStatus Status { get; init; }
    public string? Reason { get; init; }
    public required string Template { get; init; }
    public string? Scenario { get; init; }
    public int? Version { get; init; }
    public string? Step { get; init; }
    public string? CampaignId { get; init; }
    public string? Consent { get; init; }
    public int Attempts { get; init; }
    public required DateTimeOffset DecidedAt { get; init; }
    public DateTimeOffset? SentAt { get; init; }
    public string? Subject { get; init; }
    public string? ProviderMessageId { get; init; }

    /// <summary>When the receiver's server took it; null where the provider did not tell.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }
    public required HitTally Opens { get; init; }
    public required HitTally Clicks { get; init; }

    public static SendView Of(SendRecord send, MailHits? mail, MachineRules rules)
    {
        var judged = mail is null ? [] : Detector.Of(mail, rules);
        return new SendView
        {
            SendId = send.SendId,
            Status = send.Status,
            Reason = send.Reason,
            Template = send.Template,
            Scenario = send.Scenario,
            Version = send.Version,
            Step = send.Step,
            CampaignId = send.CampaignId,
            Consent = send.Consent,
            Attempts = send.Attempts,
            DecidedAt = send.DecidedAt,
            SentAt = send.SentAt,
            Subject = send.Subject,
            ProviderMessageId = send.ProviderMessageId,
            DeliveredAt = mail?.DeliveredAt,
            Opens = HitTally.Of(judged, HitKind.Open),
            Clicks = HitTally.Of(judged, HitKind.Click),
        };
    }
}

/// <summary>How many hits of a kind were a person's, and how many a machine's.</summary>
public sealed record HitTally(int Human, int Machine)
{
    public static HitTally Of(IEnumerable<JudgedHit> judged, HitKind kind)
    {
        var ofKind = judged.Where(one => one.Hit.Kind == kind).ToList();
        var human = ofKind.Count(one => one.IsHuman);
        return new HitTally(human, ofKind.Count - human);
    }
}
