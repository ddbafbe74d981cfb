using System.Globalization;
using System.Text;
using System.Text.Json;
using LeadScoring.Storage;

namespace LeadScoring.Tests.Misbehaving;

/// <summary>A body as large as the event webhook's largest, each event of another lead's mail.</summary>
internal static class LargeBatch
{
    public const int Bytes = 768 * 1024;

    public static string LeadId(int batch, int number) =>
        Digest.Of(string.Create(CultureInfo.InvariantCulture, $"lead|{batch}|{number}"));

    /// <param name="batch">Its number: two batches have no lead in common.</param>
    /// <param name="at">When it all happened.</param>
    /// <param name="first">Events of other mails that are to be in it.</param>
    /// <returns>The body, and how many events are in it.</returns>
    public static (byte[] Body, int Events) Make(int batch, DateTimeOffset at, params object[] first)
    {
        var text = new StringBuilder("[").AppendJoin(',', first.Select(told => JsonSerializer.Serialize(told)));
        var events = first.Length;
        while (true)
        {
            var told = Event(batch, events, at);
            if (text.Length + told.Length + 2 > Bytes) break;
            if (events++ > 0) text.Append(',');
            text.Append(told);
        }
        return (Encoding.UTF8.GetBytes(text.Append(']').ToString()), events);
    }

    /// <summary>Such as the provider tells: about 530 bytes.</summary>
    private static string Event(int batch, int number, DateTimeOffset at) => JsonSerializer.Serialize(new
    {
        email = string.Create(CultureInfo.InvariantCulture, $"person-{batch}-{number}@mail.example.jp"),
        timestamp = at.ToUnixTimeSeconds(),
        @event = "delivered",
        response = "250 2.0.0 OK  1801526400 d9443c01a7336-2e1f1f2b3c4si123456785ad.321 - gsmtp",
        ip = "203.0.113.7",
        tls = 1,
        category = new[] { "car-new", "car-new.welcome" },
        sg_event_id = Convert.ToBase64String(Encoding.UTF8.GetBytes($"delivered-0-{batch}-{number}-kZ2xq7Yw")),
        sg_message_id = $"kZ2xq7YwTq-{batch}-{number}.recvd-5c8f9d6b7-abcde-1-6790A1B2-3.0",
        lead_id = LeadId(batch, number),
        send_id = Digest.Of(string.Create(CultureInfo.InvariantCulture, $"send|{batch}|{number}")),
    });
}
