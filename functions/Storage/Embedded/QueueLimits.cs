namespace LeadScoring.Storage.Embedded;

/// <summary>
/// What the queue service allows: 64 KiB a message, 1 to 32 messages a call, hidden for at most 7 days.
/// </summary>
internal static class QueueLimits
{
    public const int LargestMessage = 64 * 1024;
    public const int MostMessages = 32;
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    public static byte[] Body(BinaryData? body)
    {
        var bytes = body?.ToArray() ?? [];
        return bytes.Length <= LargestMessage ? bytes : throw QueueErrors.TooLarge(bytes.Length, LargestMessage);
    }

    public static int Count(int? most) => most is null or >= 1 and <= MostMessages
        ? most ?? 1
        : throw QueueErrors.OutOfRange($"A call takes 1 to {MostMessages} messages, not {most}.");

    /// <summary>How long a message is hidden; zero is allowed where <paramref name="least"/> says so.</summary>
    public static TimeSpan Hidden(TimeSpan? hidden, TimeSpan normal, TimeSpan least) =>
        (hidden ?? normal) is var span && span >= least && span <= Week
            ? span
            : throw QueueErrors.OutOfRange($"A message can be hidden for {least} to {Week}, not {span}.");

    /// <summary>The tick at which a message expires: 7 days on without a word, never with -1 second.</summary>
    public static long Expiry(long now, TimeSpan hidden, TimeSpan? timeToLive)
    {
        var life = timeToLive ?? Week;
        if (life == TimeSpan.FromSeconds(-1)) return DateTimeOffset.MaxValue.UtcTicks;
        if (life <= TimeSpan.Zero || life <= hidden)
            throw QueueErrors.OutOfRange("A message must live longer than it is hidden; -1 second means for ever.");
        return life.Ticks < DateTimeOffset.MaxValue.UtcTicks - now
            ? now + life.Ticks
            : DateTimeOffset.MaxValue.UtcTicks;
    }
}
