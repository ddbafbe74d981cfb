using LeadScoring.Doors;
using LeadScoring.Learning;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Simulation;

/// <summary>
/// Reads leads and runs the clock over them. It writes nothing and sends nothing. One edition is asked about from
/// beginning to end, whatever is published meanwhile.
/// </summary>
public sealed class SimulationDoor(
    PastLeads leads, FutureStore futures, InForce content, TimeProvider time)
{
    public async Task<IResult> SimulateAsync(HttpRequest request, string scenario, CancellationToken cancel)
    {
        var (refusals, edition) = (new Refusals(), content.Edition);
        var query = new QueryFields(request.Query, refusals);
        var language = query.OnlyLanguage(edition.Sender.Locales);
        var fields = await Body.ReadJsonAsync(request, refusals, cancel);
        var ask = fields is null ? null : SimulationAsk.Read(fields, scenario, edition, time.GetUtcNow());
        if (ask is null || refusals.Any) return Problems.Invalid(refusals);
        return ask.Draft is null && !edition.Scenarios.ContainsKey(scenario)
            ? Problems.NotFound(
                "There is no such scenario in force.",
                "Send it as draft, or take the id of one of the files in scenarios.")
            : Answers.Ok(await AnswerAsync(ask, edition, new SimulationTexts(language), cancel));
    }

    private async Task<SimulationAnswer> AnswerAsync(
        SimulationAsk ask, Edition edition, SimulationTexts texts, CancellationToken cancel)
    {
        var simulator = new Simulator(ask, edition, time.GetUtcNow());
        string[] products = [.. edition.Rules.Products.Keys];
        var outlooks = await futures.ModelsAsync(cancel);
        await foreach (var lead in leads.ReadAsync(products, ask.Most, cancel))
            simulator.Run(lead, await futures.OfAsync(lead, outlooks, cancel));
        return simulator.Answer(await leads.CountAsync(products, ask.Most, cancel), texts.Notes);
    }
}
