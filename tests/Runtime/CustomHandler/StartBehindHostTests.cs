using LeadScoring.Runtime.SelfHost;
using LeadScoring.Runtime.TimeTravel;
using Microsoft.Azure.Functions.Worker.Builder;

namespace LeadScoring.Tests.Runtime.CustomHandler;

public sealed class StartBehindHostTests
{
    [Theory]
    [InlineData("none")]
    [InlineData("-1")]
    [InlineData("70000")]
    public void A_port_that_is_none_is_refused(string port) =>
        AssertRefused("FUNCTIONS_CUSTOMHANDLER_PORT", () => Builder($"--FUNCTIONS_CUSTOMHANDLER_PORT={port}").Build());

    [Fact]
    public void Queues_that_the_host_does_not_serve_are_refused() =>
        AssertRefused("AzureWebJobsStorage__accountName", () => Builder("--FUNCTIONS_CUSTOMHANDLER_PORT=0").Build());

    [Fact]
    public void Time_travel_is_refused() =>
        AssertRefused("LeadScoring:TimeTravel", () =>
            Builder("--FUNCTIONS_CUSTOMHANDLER_PORT=0", "--LeadScoring:TimeTravel=true")
                .UseTimeTravel((_, _, _) => Task.FromResult<DateTimeOffset?>(null)));

    [Fact]
    public async Task A_taken_port_is_refused_with_a_remedy_that_helps_there()
    {
        await using var first = await RunningApp.StartAsync([]);
        using var host = FunctionsApplication.CreateBuilder(
            ["--Logging:LogLevel:Default=None", $"--FUNCTIONS_CUSTOMHANDLER_PORT={first.Http.BaseAddress!.Port}"])
            .UseFunctions([]).Build();

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => host.StartAsync());

        Assert.Contains("FUNCTIONS_CUSTOMHANDLER_PORT", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("--urls", refused.Message, StringComparison.Ordinal);
    }

    private static FunctionsApplicationBuilder Builder(params string[] args) =>
        FunctionsApplication.CreateBuilder(args).UseFunctions(typeof(Orders));

    private static void AssertRefused(string named, Action start) =>
        Assert.Contains(named, Assert.Throws<StartRefusedException>(start).Message, StringComparison.Ordinal);
}
