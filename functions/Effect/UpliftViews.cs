using LeadScoring.Inference;
using LeadScoring.Insights;
using LeadScoring.Publishing;
using LeadScoring.Scenarios;

namespace LeadScoring.Effect;

/// <summary>
/// What is asked of the effect of mails; null <paramref name="Scenario"/>: all there are. <paramref name="Effect"/>:
/// the difference to be found, a share of one or money; null: the one seen.
/// </summary>
public sealed record UpliftAsked(
    string Product, string? Scenario, Outcome Outcome, int Days, double? Effect, string Language);

/// <summary>Pure: the effect of mails in figures and sentences.</summary>
public static class UpliftViews
{
    private const double Significant = .05;

    public static UpliftView Of(UpliftCells cells, UpliftAsked asked, Made made, Edition edition)
    {
        var words = new UpliftWords(asked.Language, asked.Outcome);
        return new UpliftView(
            asked.Product, made, Storage.Json.Name(asked.Outcome), asked.Days,
            [
                .. Corrected([.. cells.Scenarios.Select(id => OfScenario(cells, id, asked, edition, words))])
                    .Where(one => asked.Scenario is null || one.Scenario == asked.Scenario),
            ],
            Global(cells, asked, edition, words),
            words.DoesNotProve);
    }

    /// <summary>Of many scenarios some differ by chance; whose arms are not as drawn is told nothing of.</summary>
    private static List<UpliftOfScenario> Corrected(List<UpliftOfScenario> scenarios)
    {
        var told = scenarios.Where(one => one is { PValue: not null, SampleRatio.Alarm: false }).ToList();
        var q = told.Zip(BenjaminiHochberg.Of([.. told.Select(one => one.PValue!.Value)]))
            .ToDictionary(one => one.First.Scenario!, one => one.Second, StringComparer.Ordinal);
        return
        [
            .. scenarios.Select(one => q.TryGetValue(one.Scenario!, out var corrected)
                ? one with { QValue = corrected, Differs = corrected < Significant }
                : one),
        ];
    }

    private static UpliftOfScenario OfScenario(
        UpliftCells cells, string scenario, UpliftAsked asked, Edition edition, UpliftWords words)
    {
        return Told(cells, ComparedVersions.Of(cells, scenario, edition, words), asked, words) with
        {
            Scenario = scenario,
            Versions =
            [
                .. ComparedVersions.All(cells, scenario, edition).Select(one => new UpliftOfVersion(
                    one.Version, one.Percent,
                    Compare(
                        cells.Arms(scenario, [one.Version]), words, one.Percent == 0 ? words.NobodyHeldOut : null))),
            ],
            Steps = Steps(cells, scenario, edition, words),
        };
    }

    private static UpliftOfScenario Global(UpliftCells cells, UpliftAsked asked, Edition edition, UpliftWords words)
    {
        var told = Told(cells, ComparedVersions.Of(cells, UpliftCube.All, edition, words), asked, words);
        return told with
        {
            SampleRatio = told.SampleRatio with { Note = told.SampleRatio.Note ?? words.PercentOfNow },
        };
    }

    private static UpliftOfScenario Told(
        UpliftCells cells, ComparedVersions basis, UpliftAsked asked, UpliftWords words)
    {
        var (scenario, versions, note) = (basis.Scenario, basis.Versions, basis.Note);
        var (arms, notYet) = (cells.Arms(scenario, versions), cells.NotYet(scenario, versions));
        var wait = new Followers(notYet, asked.Days, cells.PerMonth(scenario, versions));
        return new UpliftOfScenario(
            null, Compare(arms, words, note), note is null ? arms.Difference(words.Outcome)?.P : null,
            basis.Ratio(cells, words),
            note is null
                ? Powers.Of(arms, wait, asked.Effect, words)
                : new PowerView(null, asked.Effect, null, wait.PerMonth, null, note),
            notYet, [], [], note is null ? SegmentsOf(cells, scenario, versions, words) : []);
    }

    internal static Compared Compare(Arms arms, UpliftWords words, string? note = null)
    {
        var difference = note is null ? arms.Difference(words.Outcome) : null;
        return new Compared(
            arms.Treated.Figure(words.Outcome), arms.HeldOut.Figure(words.Outcome),
            new Figure(
                difference?.Value, difference?.Low, difference?.High, arms.N,
                difference is not null ? null : note ?? (arms.AreEnough ? words.NobodyDiffers : words.TooFew(arms))));
    }

    internal static RatioCheck Ratio(
        IReadOnlyList<(int Version, int? Percent)> drawn, IReadOnlyList<(long Treated, long HeldOut)> assigned,
        UpliftWords words)
    {
        var found = SampleRatio.Of(drawn.Zip(assigned).Where(one => one.First.Percent > 0).Select(one => new ArmCount(
            one.Second.Treated, one.Second.HeldOut, one.First.Percent!.Value / 100.0)));
        var note = found is { IsAlarm: true } ? words.RatioAlarm
            : found is not null ? null
            : drawn.Any(one => one.Percent is null) ? words.VersionNotKnown : words.TooFewForRatio;
        return new RatioCheck(
            assigned.Sum(one => one.Treated), assigned.Sum(one => one.HeldOut), found?.Expected, found?.ChiSquare,
            found?.P, found is { IsAlarm: true }, note);
    }

    private static IReadOnlyList<UpliftOfSegment> SegmentsOf(
        UpliftCells cells, string scenario, int[] versions, UpliftWords words)
    {
        var found = UpliftCube.Segments
            .Select(by => (By: by, Parts: cells.Parts(scenario, versions, by)))
            .Where(one => one.Parts.Count > 1) // where all are alike it is the whole once more
            .SelectMany(one => one.Parts.Select(part => (
                one.By, part.Value, part.Arms, Difference: part.Arms.Difference(words.Outcome))))
            .Where(one => one.Difference is not null).ToList();
        var q = BenjaminiHochberg.Of([.. found.Select(one => one.Difference!.Value.P)]);
        return
        [
            .. found.Zip(q, (one, corrected) => new UpliftOfSegment(
                one.By, one.Value == UpliftCube.None ? null : one.Value, Compare(one.Arms, words),
                one.Difference!.Value.P, corrected, corrected < Significant)),
        ];
    }

    private static IReadOnlyList<UpliftOfStep> Steps(
        UpliftCells cells, string id, Edition edition, UpliftWords words)
    {
        var version = cells.Versions(id)[^1];
        if (edition.ScenarioOf(id, version) is not { HoldoutPercent: > 0 } scenario) return [];
        return
        [
            .. scenario.Steps.Index().Where(one => one.Item is MailStep).Select(one => new UpliftOfStep(
                one.Item.Id, words.CannotBeTold(StepReach.BarOf(scenario, one.Index)))),
        ];
    }
}
