using Azure;
using Azure.Identity;

namespace LeadScoring.Storage;

/// <summary>Tells a store that is away, or refuses, from a mistake of ours.</summary>
internal static class Outage
{
    /// <summary>
    /// The clients throw what the service answered, or, when no try got an answer, all tries' failures together: broken
    /// connections and, where nothing came in time, cancellations.
    /// </summary>
    public static bool Is(Exception failure) => failure switch
    {
        RequestFailedException or AuthenticationFailedException => true,
        AggregateException tries => tries.InnerExceptions.All(one => one is OperationCanceledException || Is(one)),
        _ => false,
    };

    /// <summary>The service's status, or 0 when it did not answer.</summary>
    public static int StatusOf(Exception failure) => (failure as RequestFailedException)?.Status ?? 0;
}
