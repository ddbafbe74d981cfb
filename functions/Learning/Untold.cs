using System.Globalization;
using LeadScoring.Parsing;

namespace LeadScoring.Learning;

/// <summary>Why no probability is said.</summary>
public enum UntoldKind
{
    /// <summary>Nothing was learned yet.</summary>
    NotTrained,

    /// <summary>What was learned belongs to other rules.</summary>
    OtherRules,

    /// <summary>Too few orders to learn from.</summary>
    TooFewOrders,

    /// <summary>Too few orders on later days to check what was learned.</summary>
    TooFewLaterOrders,

    /// <summary>On later days the model told nothing, or the contrary.</summary>
    NoBetterThanChance,

    /// <summary>Nobody has vouched for the lead's address, and no such lead was learned from.</summary>
    NotKnown,
}

/// <summary>
/// A reason for silence: <paramref name="Have"/> orders where <paramref name="Need"/> are needed, or the versions of
/// rules it was learned for and in force.
/// </summary>
public sealed record Untold(UntoldKind Kind, int Have = 0, int Need = 0)
{
    public string Text(string language) => language.IsJapanese()
        ? Kind switch
        {
            UntoldKind.NotTrained => "まだ学習していません。",
            UntoldKind.OtherRules => F($"ルール第{Have}版での学習結果です。現在の第{Need}版での学習をお待ちください。"),
            UntoldKind.TooFewOrders => F($"学習に必要な購入が{Need}件に対し{Have}件で、あと{Need - Have}件足りません。"),
            UntoldKind.TooFewLaterOrders => F($"検証に必要なその後の購入が{Need}件に対し{Have}件で、あと{Need - Have}件足りません。"),
            UntoldKind.NotKnown => "メールアドレスが未確認です。",
            _ => "その後の購入で検証したところ、予測に役立ちませんでした。",
        }
        : Kind switch
        {
            UntoldKind.NotTrained => "Nothing has been learned yet.",
            UntoldKind.OtherRules => F($"Trained for rules {Have}, but rules {Need} are in force: train again."),
            UntoldKind.TooFewOrders => F($"{Have} orders to learn from, {Need - Have} fewer than the {Need} needed."),
            UntoldKind.TooFewLaterOrders =>
                F($"{Have} later orders to check it by, {Need - Have} fewer than the {Need} needed."),
            UntoldKind.NotKnown => "The address is not confirmed yet.",
            _ => "Checked on later orders, it was no better than chance.",
        };

    private static string F(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
