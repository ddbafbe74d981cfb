using LeadScoring.Learning;

namespace LeadScoring.Tests.Learning;

/// <summary>Leads whose chance of ordering is known, since it was made up here.</summary>
internal static class SimulatedLeads
{
    public const int Today = 20_000;

    /// <summary>The constant, then <see cref="Hazard.Features"/>.</summary>
    public static readonly double[] Truth =
        [-4, .3, .4, .7, 1.6, .8, .5, -.2, .6, -.3, -.6, -.9, 0, .05, .05];

    public static readonly ProbabilityModel Blank = new()
    {
        Product = "car",
        TrainedAt = new DateTimeOffset(2027, 2, 1, 0, 0, 0, TimeSpan.Zero),
        Rules = 1,
        Basis = "rules",
        Training = Sample.Of([], 0),
        Later = Sample.Of([], 0),
    };

    /// <summary>One landmark a lead, on any day from <paramref name="from"/> on, ordering as the truth says.</summary>
    public static List<Landmark> OneLandmarkEach(int leads, int from, int seed, double[]? truth = null)
    {
        var random = new Random(seed);
        var logit = new Logit(truth ?? Truth, [], 0);
        return [.. Enumerable.Range(0, leads).Select(lead =>
        {
            var known = new Known(
                random.NextDouble() * 2, random.NextDouble(), random.NextDouble() - .5, random.NextDouble() * 6,
                random.Next(3) == 0);
            var day = random.Next(from, Today);
            return new Landmark(lead, day, known, Order(logit, known, random));
        })];
    }

    /// <summary>
    /// Leads that come in over three years, react now and then, cool, and order once or never, in days of their own and
    /// not in the model's lags; a third of them never would.
    /// </summary>
    public static List<Landmark> Stories(int leads, int seed, bool shuffled = false)
    {
        var random = new Random(seed);
        var marks = new List<Landmark>();
        for (var lead = 0; lead < leads; lead++)
        {
            var begun = random.Next(Today - 1_100, Today - 31);
            var fit = Math.Log(.6 + random.NextDouble());
            var never = random.Next(3) == 0;
            var (points, story) = (20.0, new List<(int Day, Known Known)>());
            for (var day = begun + 1; day < Today; day++)
            {
                points *= Math.Pow(2, -1 / 60.0);
                if (random.NextDouble() < .02) points += random.Next(1, 40);
                var known = new Known(
                    Math.Log(1 + points / 60), points / (points + 60), fit, Math.Log(1 + day - begun), false);
                if ((day - begun) % 30 == 0) story.Add((day, known));
                if (never || random.NextDouble() >= .0003 * Math.Exp(2.5 * known.Interest + 2 * fit)) continue;
                marks.AddRange(story.Select(mark => new Landmark(lead, mark.Day, mark.Known, day - mark.Day + 1)));
                story.Clear();
                break;
            }
            marks.AddRange(story.Select(mark => new Landmark(lead, mark.Day, mark.Known, null)));
        }
        return shuffled ? Shuffled(marks, random) : marks;
    }

    /// <summary>The same outcomes on the same days, but of other leads.</summary>
    private static List<Landmark> Shuffled(List<Landmark> marks, Random random) =>
        [.. marks.GroupBy(mark => mark.Day).SelectMany(day =>
        {
            var known = day.Select(mark => mark.Known).ToArray();
            random.Shuffle(known);
            return day.Zip(known, (mark, other) => mark with { Known = other });
        })];

    private static int? Order(Logit logit, Known known, Random random)
    {
        var features = new double[Hazard.Features.Count];
        for (var lag = 0; lag < Hazard.Lags.Count; lag++)
        {
            Array.Clear(features);
            Hazard.Fill(known, lag, features);
            if (random.NextDouble() < Logit.Probability(logit.LogOdds(features)))
                return random.Next(Hazard.Lags[lag].From, Hazard.Lags[lag].To + 1);
        }
        return null;
    }
}
