using LeadScoring.Parsing;
using LeadScoring.Scoring;

namespace LeadScoring.Learning;

/// <summary>What is suggested, in sentences.</summary>
internal static class SuggestionTexts
{
    public static LocalizedText TooLittle(ReactionType type, WeightEvidence found) => Both(
        $"「{type.Label.For("ja")}」はデータが足りません（見込み客{found.Leads}人）。現在の{type.Points:0.#}点のままです。",
        $"Too little data on {type.Label.For("en")} ({found.Leads} {(found.Leads == 1 ? "lead" : "leads")}): "
        + $"it keeps its {type.Points:0.#} points.");

    public static LocalizedText Weight(ReactionType type, double points, WeightEvidence found)
    {
        var (with, without) = (100.0 * found.K1 / found.N1, 100.0 * found.K0 / Math.Max(1, found.N0));
        return Both(
            $"「{type.Label.For("ja")}」があった場合の購入率は{with:0.#}％、なかった場合は{without:0.#}％です。"
            + $"{type.Points:0.#}点から{points:0.#}点への変更をお勧めします。",
            $"With {type.Label.For("en")} {with:0.#} % ordered, without it {without:0.#} %: "
            + $"{points:0.#} points instead of {type.Points:0.#}.");
    }

    public static LocalizedText TooFewBuyers(int buyers) => Both(
        $"購入者が{Suggestions.LeastBuyers}人に対し{buyers}人で、データが足りません。現在の値のままです。",
        $"Too little data: {buyers} buyers where {Suggestions.LeastBuyers} are needed; it stays as it is.");

    public static LocalizedText HalfLife(double present, HalfLifeProfile profile, bool keeps) => keeps
        ? Both(
            $"現在の半減期{present:0.#}日のままで問題ありません。{profile.Low:0.#}日から{profile.High:0.#}日まで、"
            + "購入の説明力に明確な差はありません。",
            $"The half-life of {present:0.#} days may stay: from {profile.Low:0.#} to {profile.High:0.#} days "
            + "orders are explained about as well.")
        : Both(
            $"半減期は{present:0.#}日より{profile.Best:0.#}日（{profile.Low:0.#}～{profile.High:0.#}日）のほうが、"
            + "購入をよく説明します。",
            $"A half-life of {profile.Best:0.#} days ({profile.Low:0.#} to {profile.High:0.#}) explains orders better "
            + $"than {present:0.#}.");

    public static LocalizedText Fit(LearnedFit learned, bool isTaken)
    {
        if (learned.IsTooLittle)
        {
            return Both(
                "同じ回答をした見込み客が少なく、データが足りません。現在の係数のままです。",
                "Too little data: no answer was given by enough leads; the present factors stay.");
        }
        var auc = learned.HeldOut?.Value ?? .5;
        if (learned.IsSuspicious)
        {
            var names = string.Join(", ", learned.Strongest.Select(one => one.Attribute));
            return Both(
                $"属性の予測力が高すぎます（AUC {auc:0.000}）。購入後にわかる情報が混ざっていないか確認してください：{names}",
                $"Suspiciously good (AUC {auc:0.000}): look for an answer that is known only after the outcome: "
                + $"{names}.");
        }
        return isTaken
            ? Both(
                $"学習した係数は、学習に使っていない見込み客で購入者を見分けました（AUC {auc:0.000}）。",
                $"The factors tell buyers from others among leads they were not learned from (AUC {auc:0.000}).")
            : Both(
                "属性からは購入者を見分けられませんでした。現在の係数のままです。",
                "The answers do not tell buyers from others: the present factors stay.");
    }

    // Cultures are invariant everywhere in this app: numbers are written with a point.
    private static LocalizedText Both(string ja, string en) => new(
        new OrderedDictionary<string, string>(StringComparer.Ordinal) { ["ja"] = ja, ["en"] = en });
}
