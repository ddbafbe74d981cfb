using System.Globalization;
using Azure;
using LeadScoring.RollOut;

namespace LeadScoring.Parking;

/// <summary>
/// What of an exception may be kept and shown. Foreign messages may quote what was being handled, an address for
/// example, so of those only the type stands; our own say nothing personal.
/// </summary>
public static class ParkingError
{
    public static string Of(Exception failure)
    {
        var cause = Cause(failure);
        var type = cause.GetType();
        return cause switch
        {
            RequestFailedException refused => string.Create(
                CultureInfo.InvariantCulture, $"{type.Name}: {refused.Status} {refused.ErrorCode}").TrimEnd(),
            _ when type.Assembly == typeof(ParkingError).Assembly => $"{type.Name}: {cause.Message}",
            _ => type.Name,
        };
    }

    /// <summary>
    /// The store is away or busy, or holds the rules of a newer program that takes over. That is nobody's mistake and
    /// passes: such a message is not parked but tried again.
    /// </summary>
    public static bool IsOutage(Exception failure) =>
        Cause(failure) is RequestFailedException { Status: 0 or 408 or 429 or >= 500 } or UnreadableRulesException;

    /// <summary>After its retries the SDK throws all failures together; the last one is as good as any.</summary>
    private static Exception Cause(Exception failure) =>
        failure is AggregateException several ? several.Flatten().InnerExceptions.LastOrDefault() ?? failure : failure;
}

/// <summary>The text of a message is not what its queue carries: a foreign hand wrote it, or another version.</summary>
public sealed class UnreadableMessageException(string expected)
    : Exception($"The text is no {expected}. Only another version of the app can read it: discard it otherwise.");

/// <summary>
/// Another worker is trying the same message at this moment, or died at it a short while ago; this copy comes back.
/// </summary>
public sealed class LastTryRunsException()
    : Exception("The same message is being tried by another worker; this copy comes back later.");

/// <summary>The last try was cut off because it took too long.</summary>
public sealed class LastTryTooLongException(TimeSpan limit)
    : Exception($"It took longer than {limit} and was cut off.");
