using System.Globalization;

namespace LeadScoring.Alerts;

/// <summary>What the webhook said: a status, or why there is none.</summary>
public sealed record WebhookAnswer(int? Status, string? Silence)
{
    public bool IsTaken => Status is >= 200 and < 300;

    public string Text => Status is { } status
        ? string.Create(CultureInfo.InvariantCulture, $"status {status}")
        : Silence!;
}

/// <summary>
/// Pure: when an alert is told to the webhook. At once and, while it is not taken, after 1 and 5 minutes, half an hour,
/// 2, 8 and 24 hours; then it is given up. Any 2xx means taken, 410 that nobody will ever take it.
/// </summary>
public static class Delivering
{
    private const int Gone = 410;

    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2), TimeSpan.FromHours(8), TimeSpan.FromHours(24),
    ];

    /// <summary>
    /// The alert with a try begun and the next one planned; the same where none is due, or another worker is at it.
    /// </summary>
    public static Alert Begin(Alert alert, DateTimeOffset now)
    {
        var tries = alert.Delivery?.Attempts ?? 0;
        if (alert.Delivery is { IsOver: true } || alert.Delivery?.NextTryAt > now) return alert;
        return alert with
        {
            Delivery = tries > Waits.Length
                ? new AlertDelivery(tries, GivenUp: "the last try was broken off")
                : new AlertDelivery(tries + 1, NextTryAt: now + Waits[Math.Min(tries, Waits.Length - 1)]),
        };
    }

    /// <summary>The alert after a try that was begun; one that has arrived by another try stays so.</summary>
    public static Alert After(Alert alert, WebhookAnswer answer, DateTimeOffset now)
    {
        if (alert.Delivery is not { IsOver: false, Attempts: var tries }) return alert;
        if (answer.IsTaken) return alert with { Delivery = new AlertDelivery(tries, DeliveredAt: now) };
        return answer.Status == Gone || tries > Waits.Length
            ? alert with { Delivery = new AlertDelivery(tries, GivenUp: answer.Text) }
            : alert;
    }

    /// <summary>The person does not want their data used.</summary>
    public static Alert Stopped(Alert alert) => alert.Delivery is { IsOver: true }
        ? alert
        : alert with { Delivery = new AlertDelivery(alert.Delivery?.Attempts ?? 0, GivenUp: "use stopped") };
}
