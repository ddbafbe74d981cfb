namespace LeadScoring.Inference;

/// <summary>
/// What is taken for likely of a positive parameter before data speak: near <paramref name="Typical"/>, and with 95 %
/// within a factor of fifty of it (its logarithm is normal, with a standard deviation of <see cref="Width"/>). As weak
/// as one observation: where data say anything they outweigh it, and where they say nothing a likelihood has a maximum.
/// </summary>
public readonly record struct WeakPrior(double Typical)
{
    public const double Width = 2;

    /// <summary>The logarithm of its density at a value, up to a constant: 0 at the typical one.</summary>
    public double LogDensity(double value)
    {
        var away = Math.Log(value / Typical) / Width;
        return -away * away / 2;
    }
}
