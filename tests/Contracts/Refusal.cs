using Azure;

namespace LeadScoring.Tests.Contracts;

internal static class Refusal
{
    /// <summary>The action must be refused with this status and error code.</summary>
    public static async Task<RequestFailedException> Is(int status, string code, Func<Task> action)
    {
        var refusal = await Is(status, action);
        Assert.Equal(code, refusal.ErrorCode);
        return refusal;
    }

    public static async Task<RequestFailedException> Is(int status, Func<Task> action)
    {
        var refusal = await Assert.ThrowsAnyAsync<RequestFailedException>(action);
        Assert.Equal(status, refusal.Status);
        return refusal;
    }
}
