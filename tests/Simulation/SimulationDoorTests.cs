using System.Text;
using LeadScoring.Publishing;
using LeadScoring.Simulation;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Publishing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Simulation;

public sealed class SimulationDoorTests
{
    [Fact]
    public async Task English_may_be_asked_for_where_the_brand_has_none()
    {
        using var content = new SpoiledContent()
            .Replace("sender.json", ", \"en\": \"Hoshikawa Mobility\" }", " }");
        await using var brand = await Brand.OpenAsync(
            "2027-02-01T01:00:00Z", null, "--LeadScoring:ContentPath=" + content.Folder);

        var said = await brand.PostAsync("/api/scenarios/car-new/simulate?lang=en", new { days = 1 }, 200);
        var unsaid = await brand.PostAsync("/api/scenarios/car-new/simulate", new { days = 1 }, 200);
        await brand.PostAsync("/api/scenarios/car-new/simulate?lang=fr", new { days = 1 }, 400);

        Assert.Equal(unsaid.ToJsonString(), said.ToJsonString());
        Assert.StartsWith("This is what becomes", (string)said["notes"]![0]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scenario_that_is_taken_back_meanwhile_is_simulated_to_the_end()
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T01:00:00Z");
        var content = brand.Services.GetRequiredService<InForce>();
        var without = content.Edition.Scenarios.Where(one => one.Key != "car-new").ToDictionary(StringComparer.Ordinal);
        using var body = new Meanwhile("""{"days":1}""", () =>
            content.Use(content.Edition with { Scenarios = without }, content.Lines));
        var request = new DefaultHttpContext { Request = { Body = body } }.Request;

        var result = await ActivatorUtilities.CreateInstance<SimulationFunctions>(brand.Services)
            .SimulateScenario(request, "car-new", default);

        Assert.DoesNotContain("car-new", content.Edition.Scenarios.Keys);
        var answer = Assert.IsType<SimulationAnswer>(((IValueHttpResult)result).Value);
        Assert.Equal("car-new", answer.Scenario.Id);
    }

    /// <summary>A body during whose reading something happens.</summary>
    private sealed class Meanwhile(string text, Action happens) : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            happens();
            return base.CopyToAsync(destination, bufferSize, cancellationToken);
        }
    }
}
