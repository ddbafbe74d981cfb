using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Scoring;
using LeadScoring.Tests.Scoring;

namespace LeadScoring.Tests.Leads;

public sealed class ExplanationTextTests
{
    private const int Today = 20_700; // 2026-09-04

    private static readonly ScoringRules Rules = SampleRules.Rules with
    {
        Reactions = SampleRules.Rules.Reactions.Values.ToDictionary(type => type.Id, type => type with
        {
            Label = new LocalizedText(new Dictionary<string, string>
            {
                ["en"] = type.Label.For("en"),
                ["ja"] = type.Id switch { "test-drive" => "試乗", "brochure" => "カタログ請求", _ => "ページ閲覧" },
            }),
        }),
        Stages = new StageLadder([.. SampleRules.Rules.Stages.Stages.Zip(
            ["新規", "認知", "検討中", "商談可能"], (stage, ja) => stage with
            {
                Label = new LocalizedText(new Dictionary<string, string>
                {
                    ["en"] = stage.Label.For("en"), ["ja"] = ja,
                }),
            })]),
    };

    [Fact]
    public void Who_cools_hears_of_the_day_and_the_stage_below()
    {
        var state = State("considering", [(Today, "brochure"), (Today, "brochure"), (Today - 90, "test-drive")]) with
        {
            CycleStart = Today - 90,
        };

        Assert.Equal(
            [
                "22.5 points are a score of 27.2; without a new reaction they halve in 90 days.",
                "Needs 68 more points for Ready.",
                "Leaves Considering for Aware on 2026-10-27 without a new reaction.",
                "Counts from 2026-06-06, the day of the purchase.",
            ],
            Said(state));
        Assert.Equal(
            [
                "22.5ポイント（スコア27.2）です。新しい反応がなければ、ポイントは90日で半分になります。",
                "「商談可能」まであと68ポイントです。",
                "新しい反応がなければ、2026-10-27に「検討中」から「認知」へ下がります。",
                "購入日の2026-06-06から数えています。",
            ],
            Said(state, "ja"));
    }

    [Fact]
    public void Who_is_held_hears_by_what_and_all_that_is_not_counted_is_named()
    {
        var state = State("considering",
        [
            (Today - 400, "brochure"), (Today - 360, "test-drive"), (Today - 30, "webinar"),
            .. Enumerable.Repeat((Today - 90, "page-view"), 5), (Today + 1, "page-view"),
        ]) with
        { CycleStart = Today - 370 };
        var answers = new Dictionary<string, string> { ["budget"] = "1500000" };

        Assert.Equal(
            [
                "3.2 points are a score of 5.1; without a new reaction they halve in 90 days.",
                "Needs 87 more points for Ready.",
                "Held at Considering by the reaction “Test drive” of 2025-09-09.",
                "All points count ×0.8: budget 1500000 (×0.8).",
                "Counts from 2025-08-30, the day of the purchase; earlier reactions no longer count: 1.",
                "Over the cap and not counted: 2 × Page (at most 3 a day).",
                "Kept, but without a rule to count it: 1 × webinar.",
                "Dated after today, and counted already: Page (2026-09-05).",
            ],
            Said(state, "en", answers));
        Assert.Equal(
            [
                "3.2ポイント（スコア5.1）です。新しい反応がなければ、ポイントは90日で半分になります。",
                "「商談可能」まであと87ポイントです。",
                "2025-09-09の「試乗」により、スコアにかかわらず「検討中」に保たれています。",
                "すべてのポイントに×0.8の係数がかかります：budget「1500000」（×0.8）。",
                "購入日の2025-08-30から数えています。それより前の反応1件は対象外です。",
                "上限を超えたため数えていない反応：ページ閲覧2回（1日3回まで）。",
                "記録していますが、現在のルールにないため数えていない反応：webinar 1件。",
                "本日より後の日付ですが、すでに数えている反応：ページ閲覧（2026-09-05）。",
            ],
            Said(state, "ja", answers));
    }

    [Fact]
    public void Who_has_lost_more_than_gained_has_a_score_of_0_and_hears_what_makes_up_for_it()
    {
        var state = State("new", [(Today, "complaint")]);

        Assert.Equal(
            [
                "-15 points: the score is 0.",
                "Needs 22 more points for Aware (that is 1 × Test drive today).",
            ],
            Said(state));
        Assert.Equal(
            ["-15ポイントのため、スコアは0です。", "「認知」まであと22ポイントです（本日の試乗1回で届きます）。"], Said(state, "ja"));
    }

    [Fact]
    public void Of_a_lead_that_nobody_has_vouched_for_no_stage_is_said() =>
        Assert.Equal(
            ["5 points are a score of 7.6; without a new reaction they halve in 90 days."],
            Said(State(null, [(Today, "brochure")])));

    [Theory]
    [InlineData(59.96, "59.9")]
    [InlineData(60, "60")]
    [InlineData(0.3, "0.3")]
    [InlineData(0.09, "0")]
    [InlineData(-12.31, "-12.4")]
    [InlineData(-0.05, "-0.1")]
    public void Figures_are_rounded_down(double value, string text) =>
        Assert.Equal(text, ExplanationText.Down(value));

    private static ProductState State(string? stage, (int Day, string Type)[] reactions) => new()
    {
        Product = "car", Stage = stage, Counts = DayCounts.Empty.Add(reactions),
    };

    private static IReadOnlyList<string> Said(
        ProductState state, string language = "en", Dictionary<string, string>? answers = null) =>
        Explanation.Of(
            state, answers ?? [], Rules, SampleRules.Car, SampleRules.Car.StartOf(Today).AddHours(3), language).Said;
}
