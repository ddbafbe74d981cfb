using System.Globalization;
using LeadScoring.Leads;
using LeadScoring.Reactions;
using LeadScoring.Spend;
using LeadScoring.Tracks;

namespace LeadScoring.Tests.Spend;

/// <summary>The table of the public touchpoints of July 2018, column by column.</summary>
public sealed class TouchpointTableTests
{
    internal static readonly string[] Channels =
        ["Facebook", "Paid Search", "Online Video", "Instagram", "Online Display"];

    /// <summary>In the order of the channels.</summary>
    internal static readonly Dictionary<string, double[]> Table = new()
    {
        [Crediting.First] = [569, 601, 222, 226, 220],
        [Crediting.Last] = [561, 457, 350, 237, 233],
        [Crediting.Linear] = [532.28, 551.51, 309.56, 234.63, 210.03],
        [Crediting.TimeDecay] = [532.96, 518.84, 331.38, 239.73, 215.08],
        [Crediting.Markov] = [448.34, 438.83, 362.20, 293.73, 294.90],
        [Crediting.Shapley] = [496.40, 506.57, 325.82, 264.48, 244.73],
    };

    [Fact]
    public void Six_rules_credit_the_channels_of_real_touchpoints_as_the_reference_says()
    {
        var tracks = Tracks();
        var made = Ways.Table(tracks);

        Assert.Equal((9_506, 1_838, 11_423.5m), (made.Paths, made.Conversions, made.Revenue));
        Assert.Equal(1_838.0 / 9_506, made.Probability, 1e-12);
        foreach (var (rule, column) in Table)
        {
            var credit = made.Places.ToDictionary(place => place.Place, place => place.Credit[rule]);
            foreach (var (channel, expected) in Channels.Zip(column))
                Assert.Equal(expected, credit[channel].Conversions.Value!.Value, .005001);
            Assert.Equal(1_838, credit.Values.Sum(one => one.Conversions.Value!.Value), 1e-6);
            Assert.Equal(11_423.5, credit.Values.Sum(one => one.Revenue.Value!.Value), 1e-6);
        }
    }

    private static List<Track> Tracks() =>
    [
        .. SharedData.Lines("attribution_touchpoints.csv.gz").Skip(1).Select(line => line.TrimEnd('\r').Split(','))
            .GroupBy(cells => cells[0], StringComparer.Ordinal).Select(Lead),
    ];

    private static Track Lead(IGrouping<string, string[]> customer)
    {
        var points = customer.Select(cells => (At: DateTimeOffset.Parse(cells[1], CultureInfo.InvariantCulture), cells))
            .OrderBy(point => point.At).ToList();
        var bought = points.Where(point => point.cells[3] == "1").Aggregate(
            PurchaseHistory.Empty, (history, point) => history.Add(new Purchase(
                Touch.ShortHash(string.Join(',', point.cells)), Ways.DayOf(point.At),
                decimal.Parse(point.cells[4], CultureInfo.InvariantCulture), point.At)));
        return Ways.Of(
            customer.Key,
            [.. points.Select(point => new Touchpoint(
                point.At, Ways.DayOf(point.At), "page-view", point.cells[5], null))],
            bought);
    }
}
