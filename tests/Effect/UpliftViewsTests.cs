using LeadScoring.Effect;
using LeadScoring.Insights;
using LeadScoring.Publishing;
using LeadScoring.Scenarios;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tracks;
using static LeadScoring.Tests.Effect.AssignedTracks;

namespace LeadScoring.Tests.Effect;

public sealed class UpliftViewsTests
{
    [Fact]
    public void A_large_effect_is_told_with_its_interval()
    {
        var view = Only(View([.. Group(0, 900, false, buyers: 180), .. Group(1, 100, true, buyers: 5)]));

        Assert.Equal(.15, view.All.Difference.Value!.Value, 9);
        Assert.InRange(view.All.Difference.Low!.Value, .05, .15);
        Assert.Equal(1_000, view.All.Difference.N);
        Assert.InRange(view.PValue!.Value, 0, .001);
        Assert.False(view.SampleRatio.Alarm);
        Assert.Equal(100, view.SampleRatio.Expected!.Value, 9);
        Assert.Empty(view.Segments);
        Assert.Equal(0, view.Power.MoreLeads);
    }

    [Fact]
    public void Segments_say_in_whom_the_effect_is_and_are_corrected_for_all_that_were_looked_at()
    {
        var others = Group(2, 900, false, buyers: 90).Concat(Group(3, 100, true, buyers: 10)).Select(track => track with
        {
            CameBy = track.CameBy with { Source = "friend" },
        });

        var found = Only(View([.. Group(0, 900, false, 180), .. Group(1, 100, true, 5), .. others])).Segments;

        Assert.Equal([("source", "friend", false), ("source", "poster", true)],
            found.Select(one => (one.By, one.Value!, one.Differs)));
        Assert.Equal([found[0].PValue, found[1].PValue * 2], found.Select(one => one.QValue));
    }

    [Fact]
    public void A_small_effect_says_how_many_more_leads_and_months_it_takes()
    {
        var view = Only(View([.. Group(0, 900, false, buyers: 90), .. Group(1, 100, true, buyers: 9)], effect: .02));

        Assert.InRange(view.Power.MoreLeads!.Value, 15_000, 25_000);
        Assert.InRange(view.Power.Smallest!.Value, .07, .1);
        Assert.Null(view.Power.Months); // nobody came in the last three months
        Assert.Contains("percentage points needs", view.Power.Text, StringComparison.Ordinal);
        var inJapanese = Only(View([.. Group(0, 900, false, 90), .. Group(1, 100, true, 9)], .02, "ja-JP"));
        Assert.Contains("あと", inJapanese.Power.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_months_are_those_of_the_present_rate()
    {
        var tracks = Enumerable.Range(0, 400)
            .Select(number => Of($"{number}", Assigned(Day + number % 90, number % 10 == 0)))
            .Select((track, n) => n % 7 == 0 ? track.Buys(track.Assignments[0].Day + 2, 9) : track);
        // The middle of the fourth month: the first is followed for long enough, and three are whole.
        var view = Only(View(tracks, effect: .05, today: Day + 105));

        Assert.Equal(400 / 3.0, view.Power.LeadsPerMonth!.Value, 1);
        Assert.Equal(
            view.Power.MoreLeads!.Value / view.Power.LeadsPerMonth.Value + 30 / (365.0 / 12), view.Power.Months!.Value,
            .01);
        var known = Only(View(tracks, effect: .05)).Power; // all of them are followed
        Assert.True(view.NotYet > 0);
        Assert.Contains($"{view.NotYet} are still followed", view.Power.Text, StringComparison.Ordinal);
        Assert.True(known.Months is null && known.MoreLeads > 0);
    }

    [Fact]
    public void Who_is_followed_already_need_not_come_any_more()
    {
        var now = Group(0, 900, false, 90).Concat(Group(1, 100, true, 10)).ToList();
        var later = Enumerable.Range(0, 40_000).Select(number => Of(
            $"later-{number}", Assigned(Day + 60, number % 10 == 0)));

        var alone = Only(View(now, effect: .02, today: Day + 70)).Power;
        var view = Only(View(now.Concat(later), effect: .02, today: Day + 70));

        Assert.InRange(alone.MoreLeads!.Value, 15_000, 25_000);
        Assert.Equal((0L, 40_000L), (view.Power.MoreLeads!.Value, view.NotYet));
        Assert.Equal(30 / (365.0 / 12), view.Power.Months!.Value, 9);
        Assert.Contains("40,000 leads that are still followed are enough", view.Power.Text, StringComparison.Ordinal);
        Assert.Contains("あと", Only(View(now, .02, "ja", Day + 70)).Power.Text, StringComparison.Ordinal);
        Assert.Contains(
            "足ります", Only(View(now.Concat(later), .02, "ja", Day + 70)).Power.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_scenarios_those_that_differ_are_corrected_for_all_of_them()
    {
        // By itself .032 of the first scenario would be told for a difference; beside six placebos it is none.
        var found = View(Enumerable.Range(0, 7).SelectMany(n => InScenario($"s-{n}", n == 0 ? 60 : 40))).Scenarios;
        Assert.InRange(found[0].PValue!.Value, .01, .05);
        Assert.True(found[0].All.Difference.Low > 0);
        Assert.Equal(found[0].PValue!.Value * 7, found[0].QValue!.Value, 9);
        Assert.DoesNotContain(found, one => one.Differs);

        var asked = View(
            Enumerable.Range(0, 7).SelectMany(n => InScenario($"s-{n}", n == 0 ? 100 : 40)), scenario: "s-0");
        Assert.True(Only(asked).Differs);
        Assert.Equal(Only(asked).PValue!.Value * 7, Only(asked).QValue!.Value, 9);
        Assert.Null(asked.Global.QValue);

        static IEnumerable<Track> InScenario(string id, int buyers) =>
            Group(0, 400, false, buyers).Concat(Group(1, 400, true, 40)).Select(track => track with
            {
                LeadId = $"{id}-{track.LeadId}",
                Assignments = [track.Assignments[0] with { Scenario = id, Version = 1 }],
            });
    }

    [Fact]
    public void Arms_that_are_not_as_drawn_raise_the_alarm() =>
        Assert.True(Only(View([.. Group(0, 900, false, 90), .. Group(1, 30, true, 3)])).SampleRatio is
        {
            Alarm: true, Note: not null,
        });

    [Fact]
    public void Versions_with_other_shares_are_not_thrown_together()
    {
        var known = SampleContent.Edition.Scenarios[AssignedTracks.Scenario];
        var edition = SampleContent.Edition with
        {
            Scenarios = new Dictionary<string, Scenario>
            {
                [known.Id] = known with { Version = 9, HoldoutPercent = 50 },
            },
            EarlierScenarios = new Dictionary<(string, int), Scenario> { [(known.Id, known.Version)] = known },
        };
        var later = Group(2, 200, false, 40).Concat(Group(3, 200, true, 20)).Select(track => track with
        {
            Assignments = [track.Assignments[0] with { Version = 9 }],
        });

        var view = Only(View([.. Group(0, 900, false, 180), .. Group(1, 100, true, 5), .. later], edition: edition));

        Assert.Null(view.All.Difference.Value);
        Assert.Null(view.Power.Effect); // of both together there is none to be found
        Assert.Equal(view.All.Difference.Note, view.Power.Text);
        Assert.Contains("differs between versions", view.All.Difference.Note, StringComparison.Ordinal);
        Assert.Equal([.15, .1], view.Versions.Select(one => Math.Round(one.Compared.Difference.Value!.Value, 9)));
        Assert.Equal(300, view.SampleRatio.Expected!.Value, 9);
        Assert.False(view.SampleRatio.Alarm);
    }

    [Fact]
    public void No_step_repeats_the_figure_of_the_whole_scenario()
    {
        var known = SampleContent.Edition.Scenarios[AssignedTracks.Scenario];
        var calm = known with
        {
            Exits = Exits.None,
            Steps = [.. known.Steps.OfType<MailStep>().Take(2).Select(step => step with { Next = null })],
        };
        var edition = SampleContent.Edition with
        {
            Scenarios = new Dictionary<string, Scenario> { [AssignedTracks.Scenario] = calm },
        };

        var view = Only(View([.. Group(0, 90, false, 20), .. Group(1, 40, true, 4)], edition: edition));

        Assert.NotNull(view.All.Difference.Value);
        Assert.Equal(2, view.Steps.Count);
        Assert.All(view.Steps, one => Assert.Null(one.Compared.Difference.Value ?? one.Compared.Treated.Value));
        Assert.All(view.Steps, one => Assert.Contains(
            "drawn once, before the first step", one.Compared.Difference.Note, StringComparison.Ordinal));
        Assert.Equal(StepBar.Exits, StepReach.BarOf(calm with { Exits = new Exits(true, false, []) }, 0));
        Assert.Equal(StepBar.Ways, StepReach.BarOf(
            calm with { Steps = [new ExitStep("x", calm.Steps[0].After, "x"), .. calm.Steps] }, 1));
    }

    [Fact]
    public void Too_few_are_said_and_no_number_is_broken()
    {
        foreach (var outcome in Enum.GetValues<Outcome>())
            foreach (var (treated, heldOut) in new[] { (0, 0), (1, 0), (0, 1), (29, 40), (40, 40) })
            {
                var view = View([.. Group(0, treated, false, 0), .. Group(1, heldOut, true, 0)], outcome: outcome);
                Assert.DoesNotContain("NaN", LeadScoring.Storage.Json.Write(view), StringComparison.Ordinal);
                if (treated + heldOut > 0) Assert.NotNull(Only(view).Power.Text);
                Assert.NotNull(view.Global.All.Difference.Note);
            }
    }

    private static IEnumerable<Track> Group(int name, int size, bool heldOut, int buyers) =>
        Enumerable.Range(0, size).Select(number =>
            Of($"{name}-{number}", Assigned(Day + number % 28, heldOut)) is var track && number < buyers
                ? track.Buys(Day + 29, 1_000)
                : track);

    private static UpliftOfScenario Only(UpliftView view) => Assert.Single(view.Scenarios);

    private static UpliftView View(
        IEnumerable<Track> tracks, double? effect = null, string language = "en", int? today = null,
        Edition? edition = null, Outcome outcome = Outcome.Purchase, string? scenario = null)
    {
        var content = edition ?? SampleContent.Edition;
        var cells = tracks.SelectMany(track => new UpliftCube().Of(track, Basis with { Edition = content }));
        return UpliftViews.Of(
            new UpliftCells(cells, outcome, 30, today ?? Day + 800),
            new UpliftAsked("car", scenario, outcome, 30, effect, language), new Made(At(Day), 0, 1), content);
    }
}
