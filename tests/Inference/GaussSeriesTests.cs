using LeadScoring.Inference;

namespace LeadScoring.Tests.Inference;

public sealed class GaussSeriesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(.3)]
    [InlineData(.9)]
    [InlineData(.999)]
    public void Where_it_is_another_function_it_is_that_one(double z)
    {
        Near(z == 0 ? 1 : -Math.Log(1 - z) / z, GaussSeries.Times(0, 1, 1, 2, z));
        Near(Math.Pow(1 - z, -2.5), GaussSeries.Times(0, 2.5, .7, .7, z));
        Near(z == 0 ? 1 : Math.Asin(Math.Sqrt(z)) / Math.Sqrt(z), GaussSeries.Times(0, .5, .5, 1.5, z));
        Near(1 - 3 * z + 3 * z * z - z * z * z, GaussSeries.Times(0, -3, 1.25, 1.25, z));
    }

    [Theory] // Euler: F(a, b; c; z) = (1 − z)^(c − a − b) F(c − a, c − b; c; z)
    [InlineData(.25, 2.43, 2.2, .6)]
    [InlineData(12.25, 14.4, 14.2, .8)]
    [InlineData(.3, .4, -.3, .5)]
    public void Eulers_two_forms_are_one(double a, double b, double c, double z) =>
        Near(GaussSeries.Times((c - a - b) * Math.Log(1 - z), c - a, c - b, c, z), GaussSeries.Times(0, a, b, c, z));

    [Fact]
    public void What_exceeds_every_number_is_kept_in_range_by_its_factor() =>
        Near(1, GaussSeries.Times(900 * Math.Log(.1), 900, 3, 3, .9));

    [Theory]
    [InlineData(1, 1, 2, 1)]
    [InlineData(1, 1, 2, -.1)]
    [InlineData(1, 1, -2, .5)]
    [InlineData(1, 1, 2, double.NaN)]
    public void Where_it_is_not_defined_it_is_refused(double a, double b, double c, double z) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => GaussSeries.Times(0, a, b, c, z));

    private static void Near(double expected, double found) =>
        Assert.Equal(expected, found, 1e-10 * Math.Max(1, Math.Abs(expected)));
}
