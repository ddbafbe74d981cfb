using LeadScoring.Publishing;
using LeadScoring.Scoring;

namespace LeadScoring.Learning;

/// <summary>
/// Trains the probability model of a product line from a random sample of its leads. Everything is read anew and one
/// row is written at the end: safe to run twice, on many instances, and to be killed at any line.
/// </summary>
public sealed class TrainingHandler(PastLeads leads, ModelStore models, InForce content, TimeProvider time)
{
    /// <summary>Leads looked at: more would hardly move what the model says.</summary>
    private const int Most = 20_000;

    private DateTimeOffset? _lookedAt;

    /// <summary>
    /// Each product line whose newest model is of an earlier week, or was made for rules that are in force no more;
    /// whoever comes later finds nothing to do.
    /// </summary>
    public async Task TrainWhatIsDueAsync(bool isPastDue, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (TrainingTime.IsDue(now, _lookedAt, isPastDue))
        {
            var rules = content.Edition.Rules;
            foreach (var product in rules.Products.Values)
            {
                var newest = await models.NewestAsync(product.Id, cancel);
                var isOfThisWeek = newest?.TrainedAt >= TrainingTime.Latest(now);
                if (!isOfThisWeek || newest!.Basis != Forecasts.BasisOf(rules, product))
                    await TrainAsync(product, cancel);
            }
        }
        _lookedAt = now; // not where it failed: the next tick looks again
    }

    /// <summary>What was learned, which is in force from now on; of no leads nothing is learned or kept.</summary>
    public async Task<ProbabilityModel> TrainAsync(ProductLine product, CancellationToken cancel)
    {
        var (rules, now) = (content.Edition.Rules, time.GetUtcNow());
        var today = product.DayOf(now);
        var (marks, count) = (new List<Landmark>(), 0);
        await foreach (var lead in leads.ReadAsync(product, Most, cancel))
            marks.AddRange(Landmark.Of(lead, count++, rules, product, TrainingWindow.Earliest(today), today));
        var blank = new ProbabilityModel
        {
            Product = product.Id,
            TrainedAt = now,
            Rules = rules.Version,
            Basis = Forecasts.BasisOf(rules, product),
            Training = Sample.Of([], 0),
            Later = Sample.Of([], 0),
        };
        var model = HazardTraining.Of(blank, marks, today);
        if (count > 0) await models.AddAsync(model, cancel);
        return model;
    }
}
