namespace LeadScoring.Tests.Hostile;

/// <summary>The short form of the soak command <c>tests/hostile</c>, which measures memory too.</summary>
[Collection(nameof(HostileTests))]
public sealed class HostileTests
{
    [Fact]
    public async Task Bots_confirm_nobody_consent_to_nothing_unsubscribe_nobody_and_break_nothing()
    {
        using var run = new HostileRun();
        await run.RunAsync(requests: 3000, seed: 7, measureEvery: 1000);

        Assert.Empty(run.Findings);
        foreach (var sign in new[]
            { "scanner 200", "forged token 404", "list bomb 429", "too quick 429", "honeypot 202", "random key 401" })
            Assert.Contains(sign, run.Answers.Keys);
    }
}
