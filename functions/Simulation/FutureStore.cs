using LeadScoring.Leads;
using LeadScoring.Learning;
using LeadScoring.Nurture;
using LeadScoring.Scenarios;

namespace LeadScoring.Simulation;

/// <summary>
/// Reads what the future of leads needs besides them; most scenarios ask for nothing, and cost nothing.
/// </summary>
public sealed class FutureStore(OutlookStore known, ModelStore models)
{
    public async Task<Outlooks> ModelsAsync(CancellationToken cancel) =>
        Outlooks.None with { Forecasts = await models.InForceAsync(cancel) };

    /// <summary>With what came of the mails of a lead's own enrolments.</summary>
    public async Task<Outlooks> OfAsync(Lead lead, Outlooks outlooks, CancellationToken cancel)
    {
        var own = new Dictionary<string, Outlook>(StringComparer.Ordinal);
        foreach (var (key, enrolment) in lead.Enrolments)
        {
            if (enrolment.NextStep is null) continue;
            var outlook = await known.ReadAsync(lead, key, cancel);
            if (outlook.Mails is { Count: > 0 }) own[key] = outlook with { Forecasts = outlooks.Forecasts };
        }
        return own.Count == 0 ? outlooks : outlooks with { UnderWay = own };
    }
}
