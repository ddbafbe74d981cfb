using LeadScoring.Demo;
using LeadScoring.Effect;
using LeadScoring.Insights;
using LeadScoring.Leads;
using LeadScoring.Nurture;
using LeadScoring.Publishing;
using LeadScoring.Reactions;
using LeadScoring.Scoring;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tracks;

namespace LeadScoring.Tests.Demo;

/// <summary>
/// The simulated public at the size of a usual demo, some of it held out as the demo's brand does: what mails really do
/// is found, and of placebos nothing is. What is true is known exactly: everybody lives once with the mails and once
/// without.
/// </summary>
public sealed class EffectFoundTests
{
    private const int People = 2000;
    private const int Days = 366;
    private static readonly int[] MailsAfter = [6, 15, 24];
    private static readonly DateTimeOffset Start = new(2025, 11, 20, 0, 0, 0, TimeSpan.FromHours(9));
    private static readonly Edition Edition = Held(SampleContent.Edition);
    private static readonly ProductLine Car = Edition.Rules.Products["car"];

    [Fact]
    public void What_mails_do_is_found_and_its_interval_holds_the_truth()
    {
        var (found, truth) = Compared("car-aware");
        Assert.InRange(truth, .03, .3);
        Assert.False(found.SampleRatio.Alarm);
        Assert.True(found.All.Difference.Low > 0, $"{found.All.Difference}, in truth {truth}");
        Assert.InRange(truth, found.All.Difference.Low!.Value, found.All.Difference.High!.Value);
    }

    [Fact]
    public void Of_a_placebo_nothing_is_found()
    {
        var (found, truth) = Compared("car-considering");
        Assert.Equal(0, truth);
        Assert.False(found.SampleRatio.Alarm);
        Assert.InRange(0, found.All.Difference.Low!.Value, found.All.Difference.High!.Value);
    }

    private static (UpliftOfScenario Found, double Truth) Compared(string scenario)
    {
        var twice = Enumerable.Range(0, People)
            .Select(index => Person.Of(index, 1, People, Days, Truth.Usual))
            .Where(person => person is { Product: "car", CustomerFor: null, Arrives: not null, OptsIn: true })
            .SelectMany(person => new[] { false, true }.Select(held => Lived(person, scenario, held)))
            .OfType<Track>().ToList();
        var drawn = twice.Where(track => track.Assignments[0].HeldOut
            == Holdout.IsHeldOut(track.LeadId, scenario, Trials.HoldoutPercent));
        return (Told(scenario, drawn), Told(scenario, twice).All.Difference.Value!.Value);
    }

    private static UpliftOfScenario Told(string scenario, IEnumerable<Track> tracks)
    {
        var (cube, basis, today) = (new UpliftCube(), new CubeBasis(Edition.Rules, Car, Edition), Day(Days));
        var cells = CellSums.Total(tracks.SelectMany(track => cube.Of(track, basis)));
        var asked = new UpliftAsked("car", scenario, Outcome.Purchase, 90, null, "en");
        var made = new Made(Start.AddDays(Days), 1, 0);
        return Assert.Single(UpliftViews.Of(
            new UpliftCells(cells, asked.Outcome, asked.Days, today), asked, made, Edition).Scenarios);
    }

    /// <summary>Comes into the scenario at the second visit; null: never.</summary>
    private static Track? Lived(Person person, string scenario, bool heldOut)
    {
        var life = new Life(person, Truth.Usual, 1, Start, (_, _) => ["car-launch-2026"]);
        var (acts, from) = (new List<Act>(), (int?)null);
        for (var day = 0; day < Days; day++)
        {
            if (!heldOut && from is { } began && MailsAfter.Contains(day - began))
                _ = life.Reads(new Received("a", "s", scenario, "day"), Start.AddDays(day)).ToList();
            acts.AddRange(life.Day(day));
            if (day > person.Arrives && acts.Exists(act => act is Reacts)) from ??= day;
        }
        return from is not { } entered ? null : new Track
        {
            LeadId = Touch.ShortHash(person.Email),
            Product = "car",
            Start = Day(entered),
            CameBy = new CameBy(null, null, null, null, Referred: false),
            Stages = [new StageEntered(At(entered), Day(entered), "new", "aware")],
            Assignments =
            [
                new Assignment(
                    scenario, Edition.Scenarios[scenario].Version, 1, heldOut, heldOut ? HeldOutBy.Scenario : null,
                    At(entered), Day(entered), null),
            ],
            Purchases = acts.OfType<Buys>().Aggregate(PurchaseHistory.Empty, (history, order) => history.Add(
                new Purchase(Touch.ShortHash(order.Id), Car.DayOf(order.At), order.Amount, order.At))),
        };
    }

    private static DateTimeOffset At(int day) => Start.AddDays(day).AddHours(23);

    private static int Day(int day) => Car.DayOf(At(day));

    private static Edition Held(Edition edition) => edition with
    {
        Scenarios = edition.Scenarios.ToDictionary(
            one => one.Key, one => Trials.Scenarios.Contains(one.Key)
                ? one.Value with { HoldoutPercent = Trials.HoldoutPercent }
                : one.Value),
    };
}
