using System.Globalization;
using LeadScoring.Publishing;
using LeadScoring.Storage;

namespace LeadScoring.Learning;

/// <summary>
/// Table <c>models</c>: partition per product line, a row per training, the newest first. A row is only ever added, in
/// one write, so whoever dies while training leaves the model that was in force. Each process keeps a copy of the
/// newest, since every page of leads needs it.
/// </summary>
public sealed class ModelStore(Tables tables, InForce content, TimeProvider time)
{
    /// <summary>Of real time: a model is trained once a week, and says itself which rules it is for.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    private Copy? _copy;
    private int _added;

    /// <summary>The newest model of each product line, at most ten minutes old.</summary>
    public async Task<Forecasts> InForceAsync(CancellationToken cancel)
    {
        if (_copy is { } copy && time.GetElapsedTime(copy.ReadAt) < Fresh) return copy.Forecasts;
        var (readAt, added) = (time.GetTimestamp(), _added);
        var newest = new Dictionary<string, ProbabilityModel>(StringComparer.Ordinal);
        foreach (var product in content.Edition.Rules.Products.Keys)
        {
            if (await NewestAsync(product, cancel) is { } model) newest[product] = model;
        }
        var read = new Copy(new Forecasts(newest), readAt);
        if (added == _added) _copy = read; // else it may lack what was added meanwhile
        return read.Forecasts;
    }

    public async Task<ProbabilityModel?> NewestAsync(string product, CancellationToken cancel)
    {
        var row = await tables.Models.RangeAsync(product, "m|", "m}", 1, cancel).FirstOrDefaultAsync(cancel);
        return row is null ? null : Rows.Body<ProbabilityModel>(row);
    }

    /// <summary>Comes into force here at once. Two trainings of one instant are the same: one row stays.</summary>
    public async Task AddAsync(ProbabilityModel model, CancellationToken cancel)
    {
        var row = string.Create(
            CultureInfo.InvariantCulture, $"m|{DateTimeOffset.MaxValue.UtcTicks - model.TrainedAt.UtcTicks:D19}");
        await tables.Models.TryAddAsync(Rows.Entity(model.Product, row, model), cancel);
        Interlocked.Increment(ref _added);
        _copy = null;
    }

    private sealed record Copy(Forecasts Forecasts, long ReadAt);
}
