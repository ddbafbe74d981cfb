using LeadScoring.Runtime.SelfHost;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;

namespace LeadScoring.Tests.Runtime;

public sealed class StartTests
{
    [Fact]
    public async Task A_taken_port_is_refused_with_a_remedy()
    {
        await using var first = await RunningApp.StartAsync([]);
        var address = first.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => StartOn(address));

        Assert.Contains(address, refused.Message, StringComparison.Ordinal);
        Assert.Contains("--urls", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_malformed_address_is_refused_with_an_example() =>
        AssertSays("http://127.0.0.1:7071", await Assert.ThrowsAsync<StartRefusedException>(() => StartOn("nonsense")));

    [Fact]
    public void Two_functions_of_one_name_are_refused()
    {
        var builder = FunctionsApplication.CreateBuilder([]).UseFunctions(typeof(TwinA), typeof(TwinB));
        AssertSays("Twin", Assert.Throws<InvalidOperationException>(builder.Build));
    }

    [Fact]
    public void A_parameter_that_cannot_be_bound_is_refused_when_the_app_is_built()
    {
        var builder = FunctionsApplication.CreateBuilder([]).UseFunctions(typeof(TakesANumber));
        AssertSays("'number'", Assert.Throws<InvalidOperationException>(builder.Build));
    }

    private static void AssertSays(string expected, Exception refused) =>
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);

    private static async Task StartOn(string address)
    {
        using var host = FunctionsApplication.CreateBuilder(["--urls", address]).UseFunctions([]).Build();
        await host.StartAsync();
    }

    public sealed class TwinA
    {
        [Function("Twin")]
        public IResult Run([HttpTrigger] HttpRequest request) => Results.Ok(request.Method);
    }

    public sealed class TwinB
    {
        [Function("twin")]
        public IResult Run([HttpTrigger] HttpRequest request) => Results.Ok(request.Method);
    }

    public sealed class TakesANumber
    {
        [Function("TakesANumber")]
        public IResult Run([HttpTrigger] HttpRequest request, decimal number) => Results.Ok(request.Method + number);
    }
}
