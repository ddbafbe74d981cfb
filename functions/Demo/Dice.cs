namespace LeadScoring.Demo;

/// <summary>
/// Chance that repeats: what falls for a person on a day depends on seed, person, purpose and turn alone, never on who
/// was asked before. SplitMix64 (Steele, Lea, Flood 2014).
/// </summary>
internal sealed class Dice(int seed, int person, int purpose, int turn = 0)
{
    private ulong _state = Mix(Mix(Mix(Mix((uint)seed) + (uint)person) + (uint)purpose) + (uint)turn);

    /// <summary>From 0 to below 1.</summary>
    public double Next() => (Mix(_state += 0x9E37_79B9_7F4A_7C15) >> 11) * (1.0 / (1UL << 53));

    public bool Falls(double chance) => Next() < chance;

    /// <summary>A whole number of the two or between them.</summary>
    public int Whole(int least, int most) => least + (int)(Next() * (most - least + 1));

    public double Between(double least, double most) => least + (Next() * (most - least));

    /// <summary>A waiting time with this mean (exponential).</summary>
    public double Wait(double mean) => -mean * Math.Log(1 - Next());

    /// <summary>A factor whose logarithm is normal around 0: most are near 1, a few far above.</summary>
    public double Factor(double spread) =>
        Math.Exp(spread * Math.Sqrt(-2 * Math.Log(1 - Next())) * Math.Cos(2 * Math.PI * Next()));

    public T Of<T>(IReadOnlyList<T> choices) => choices[Whole(0, choices.Count - 1)];

    public T Of<T>(IReadOnlyList<T> choices, Func<T, double> weight)
    {
        var left = Next() * choices.Sum(weight);
        foreach (var choice in choices)
        {
            left -= weight(choice);
            if (left < 0) return choice;
        }
        return choices[^1];
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }
}
