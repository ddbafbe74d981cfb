using LeadScoring.Hits;

namespace LeadScoring.Tests.Hits;

/// <summary>A mail of the car, sent at ten, with links enough for a burst, and hits on it in a line each.</summary>
internal static class Mailed
{
    public static readonly DateTimeOffset SentAt = new(2027, 2, 2, 10, 0, 0, TimeSpan.Zero);

    public static MailHits Mail { get; } = new()
    {
        SendId = "5e", Product = "car", SentAt = SentAt,
        Links = [.. Enumerable.Range(0, 20).Select(link => $"https://brand.example/{link}")],
    };

    public static DateTimeOffset At(double seconds) => SentAt.AddSeconds(seconds);

    public static Hit Open(double seconds, bool machine = false, string? id = null) => new()
    {
        Id = id ?? FormattableString.Invariant($"open {seconds}"),
        Kind = HitKind.Open,
        At = At(seconds),
        MachineOpen = machine,
    };

    public static Hit Click(double seconds, int link = 1, bool head = false) => new()
    {
        Id = FormattableString.Invariant($"click {seconds} {link} {head}"),
        Kind = HitKind.Click,
        At = At(seconds),
        Link = link,
        Head = head,
    };

    public static MailHits With(params Hit[] hits) => Mail.With(Mail with { Hits = hits });

    public static MailHits DeliveredAt(this MailHits mail, double seconds) => mail.With(
        mail with { Events = [new MailEvent(FormattableString.Invariant($"d{seconds}"), "delivered", At(seconds))] });

    /// <summary>The verdicts by time.</summary>
    public static IEnumerable<string> Verdicts(this MailHits mail, MachineRules? rules = null) =>
        Detector.Of(mail, rules ?? MachineRules.Default).Select(judged => judged.Verdict);
}
