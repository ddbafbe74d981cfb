using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Scoring;

namespace LeadScoring.Tests.Scoring;

/// <summary>Generators of leads' reactions, and one way to check that a law holds for all of them.</summary>
internal static class Laws
{
    public const int FirstDay = 20_000;
    public const int LastDay = 20_400;

    private static readonly string[] Types =
        ["page-view", "brochure", "test-drive", "complaint", "note", "no-rule-yet"];

    public static Gen<(int Day, string Type)[]> Reactions { get; } =
        (from day in Gen.Choose(FirstDay, LastDay)
         from type in Gen.Elements(Types)
         select (day, type)).ArrayOf();

    public static Gen<ScoreInput> Inputs { get; } =
        from reactions in Reactions
        from fit in Gen.Elements(1, 1.2, 0.8 * 1.1, 0.5)
        from startsAfresh in Gen.Elements(true, false, false)
        from start in Gen.Choose(FirstDay, LastDay)
        select new ScoreInput(DayCounts.Empty.Add(reactions), fit, startsAfresh ? start : null);

    public static void Hold<T>(Gen<T> all, Action<T> law, int cases = 200) =>
        Check.One(
            Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(cases),
            Prop.ForAll(all.ToArbitrary(), law));

    /// <summary>
    /// Whether the points of the newest counted day are more than what is left over when large good and bad terms
    /// cancel each other: of such a rest no sum of doubles knows the sign.
    /// </summary>
    public static bool IsClear(ScoreInput input)
    {
        if (Points.NewestCountedDay(input, SampleRules.Rules) is not { } day) return true;
        var terms = Points.Terms(input, SampleRules.Rules, SampleRules.Car, day);
        return Math.Abs(terms.Sum(term => term.Points)) > 1e-6 * terms.Sum(term => Math.Abs(term.Points));
    }
}
