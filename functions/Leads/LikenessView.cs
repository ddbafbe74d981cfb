using LeadScoring.Parsing;

namespace LeadScoring.Leads;

/// <summary>
/// A lead that is like loyal customers: at least <paramref name="Level"/> of 100 (<see cref="ToldLikeness"/>), and the
/// same in words.
/// </summary>
public sealed record LikenessView(int Level, string Text)
{
    /// <summary>Null where there is no likeness to tell of.</summary>
    public static LikenessView? Of(int? level, string language) => level is not > 0 ? null : new LikenessView(
        level.Value,
        language.Say(
            FormattableString.Invariant($"優良客に似ています（類似度{level}以上）"),
            FormattableString.Invariant($"Resembles loyal customers ({level} or more of 100)")));
}
