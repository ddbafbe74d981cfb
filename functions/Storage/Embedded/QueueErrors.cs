using Azure;

namespace LeadScoring.Storage.Embedded;

/// <summary>The queue service's refusals: status, code and a sentence.</summary>
internal static class QueueErrors
{
    public static RequestFailedException QueueNotFound(string queue) =>
        new(404, $"The queue {queue} does not exist.", "QueueNotFound", null);

    public static RequestFailedException MessageNotFound() =>
        new(404, "The message does not exist.", "MessageNotFound", null);

    public static RequestFailedException PopReceiptMismatch() =>
        new(400, "The message has been received or updated since: its pop receipt is another one.",
            "PopReceiptMismatch", null);

    public static RequestFailedException OutOfRange(string reason) =>
        new(400, reason, "OutOfRangeQueryParameterValue", null);

    public static RequestFailedException TooLarge(int size, int largest) =>
        new(413, $"The message has {size} bytes; {largest} are the most.", "RequestBodyTooLarge", null);

    public static RequestFailedException InvalidName(string queue) =>
        new(400, $"The queue name '{queue}' must be 3 to 63 lower-case letters, digits and single hyphens.",
            "InvalidResourceName", null);
}
