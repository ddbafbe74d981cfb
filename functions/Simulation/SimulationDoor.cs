using LeadScoring.Learning;
using LeadScoring.Publishing;

namespace LeadScoring.Simulation;

/// <summary>Reads leads and runs the clock over them. It writes nothing and sends nothing.</summary>
public sealed class SimulationDoor(
    PastLeads leads, FutureStore futures, InForce content, TimeProvider time)
{
    public async Task<SimulationAnswer> AnswerAsync(SimulationAsk ask, string language, CancellationToken cancel)
    {
        var (edition, texts) = (content.Edition, new SimulationTexts(language));
        var simulator = new Simulator(ask, edition, time.GetUtcNow());
        string[] products = [.. edition.Rules.Products.Keys];
        var outlooks = await futures.ModelsAsync(cancel);
        await foreach (var lead in leads.ReadAsync(products, ask.Most, cancel))
            simulator.Run(lead, await futures.OfAsync(lead, outlooks, cancel));
        return simulator.Answer(await leads.CountAsync(products, ask.Most, cancel), texts.Notes);
    }
}
