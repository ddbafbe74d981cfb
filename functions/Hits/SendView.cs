using System.Diagnostics.CodeAnalysis;
using LeadScoring.Sending;

namespace LeadScoring.Hits;

/// <summary>One intended mail as a lead's page shows it: its row of the ledger, and what came back from it.</summary>
public sealed record SendView : SendRecord
{
    [SetsRequiredMembers]
    private SendView(SendRecord send, DateTimeOffset? deliveredAt, IReadOnlyList<JudgedHit> judged,
        IReadOnlyList<MailEvent> events) : base(send)
    {
        DeliveredAt = deliveredAt;
        Opens = HitTally.Of(judged, HitKind.Open);
        Clicks = HitTally.Of(judged, HitKind.Click);
        Events = events;
    }

    /// <summary>When the receiver's server took it; null where the provider did not tell.</summary>
    public DateTimeOffset? DeliveredAt { get; }
    public HitTally Opens { get; }
    public HitTally Clicks { get; }

    /// <summary>What else the provider told, by its own names, known to us or not; oldest first.</summary>
    public IReadOnlyList<MailEvent> Events { get; }

    public static SendView Of(SendRecord send, MailHits? mail, MachineRules rules) =>
        new(send, mail?.DeliveredAt, mail is null ? [] : Detector.Of(mail, rules), mail?.Events ?? []);
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
