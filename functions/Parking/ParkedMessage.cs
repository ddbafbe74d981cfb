using System.Globalization;

namespace LeadScoring.Parking;

/// <summary>
/// A message that failed to the end, and failed once more when it was parked. It stays until somebody retries or
/// discards it.
/// </summary>
/// <param name="Id">Digest of queue and text: the same message is parked once.</param>
/// <param name="Queue">Where it came from, and goes back to.</param>
/// <param name="Message">Its text; the app's own messages are JSON and hold ids only.</param>
/// <param name="Error">What made it fail, without personal data.</param>
/// <param name="ParkedAt">Since when it waits here.</param>
/// <param name="FirstParkedAt">When it was parked for the first time; earlier only after a retry that failed.</param>
/// <param name="Times">How often it has been parked.</param>
public sealed record ParkedMessage(
    string Id, string Queue, string Message, string Error, DateTimeOffset ParkedAt, DateTimeOffset FirstParkedAt,
    int Times)
{
    /// <summary>Its place among the parked ones, newest first: 19 digits, a bar and the id.</summary>
    public string Place => string.Create(
        CultureInfo.InvariantCulture, $"{DateTimeOffset.MaxValue.UtcTicks - ParkedAt.UtcTicks:D19}|{Id}");

    public static bool IsPlace(string text) =>
        text.Split('|') is [{ Length: 19 } ticks, var id] && ticks.All(char.IsAsciiDigit) && IsId(id);

    public static bool IsId(string text) => text.Length == 32 && text.All(char.IsAsciiHexDigitLower);
}

/// <summary>
/// A message is being tried for the last time, since <paramref name="Since"/>; <paramref name="Lost"/> tries before
/// this one never ended: their processes died.
/// </summary>
public sealed record LastTry(DateTimeOffset Since, int Lost);
