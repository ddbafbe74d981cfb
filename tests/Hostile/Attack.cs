namespace LeadScoring.Tests.Hostile;

/// <summary>
/// One request of a bot: through a client, or (what no client sends) as raw bytes. Any other status than those it may
/// be answered with is a finding, and so is every 5xx.
/// </summary>
internal sealed record Attack(string Kind, params int[] MayBe) : IDisposable
{
    public HttpRequestMessage? Request { get; init; }

    public string? Raw { get; init; }

    public void Dispose() => Request?.Dispose();
}
