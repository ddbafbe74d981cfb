using MathNet.Numerics.LinearAlgebra;

namespace LeadScoring.Spend;

/// <summary>
/// How often somebody went from one place to another; start and ends are named as in <see cref="AttributionCube"/>.
/// </summary>
public readonly record struct Passage(string From, string To, long Count);

/// <summary>
/// Paths as an absorbing Markov chain of order 1 (Anderl, Becker, von Wangenheim, Schumann, IJRM 33(3), 2016):
/// <see cref="Probability"/> of a conversion from the start is [N R] with N = (I − Q)⁻¹, and equals the share of paths
/// that convert. A place's removal effect is what part of it is lost when the place leads nowhere: who comes to it at
/// all (N₀ₖ / Nₖₖ) loses the conversion that followed from there (Kemeny and Snell, Finite Markov Chains, 1960). The
/// effects are normalised to <see cref="Shares"/> that sum to 1. A share is 0 where nobody goes through a place; none,
/// where nobody converts.
/// </summary>
public sealed record RemovalEffects(double Probability, IReadOnlyDictionary<string, double> Shares)
{
    private const string Start = "";

    public static RemovalEffects Of(IReadOnlyList<Passage> passages)
    {
        string[] states =
        [
            Start,
            .. passages.SelectMany(passage => new[] { passage.From, passage.To })
                .Where(state => state is not Start and not AttributionCube.Bought)
                .Distinct().Order(StringComparer.Ordinal),
        ];
        var index = states.Index().ToDictionary(state => state.Item, state => state.Index, StringComparer.Ordinal);
        var between = Matrix<double>.Build.Dense(states.Length, states.Length);
        var bought = Vector<double>.Build.Dense(states.Length);
        foreach (var leaving in passages.GroupBy(passage => passage.From))
        {
            var all = (double)leaving.Sum(passage => passage.Count);
            foreach (var (from, to, count) in leaving)
            {
                if (to == AttributionCube.Bought) bought[index[from]] += count / all;
                else if (to != Start) between[index[from], index[to]] += count / all;
            }
        }
        var visits = (Matrix<double>.Build.DenseIdentity(states.Length) - between).Inverse();
        var converts = visits * bought;
        var whole = converts[0];
        if (!(whole > 0)) return new RemovalEffects(0, new Dictionary<string, double>());
        var effects = states.Index().Skip(1).ToDictionary(
            place => place.Item,
            place => Math.Max(
                0, visits[0, place.Index] / visits[place.Index, place.Index] * converts[place.Index] / whole),
            StringComparer.Ordinal);
        var sum = effects.Values.Sum();
        return new RemovalEffects(whole, effects.ToDictionary(
            effect => effect.Key, effect => effect.Value / sum, StringComparer.Ordinal));
    }
}
