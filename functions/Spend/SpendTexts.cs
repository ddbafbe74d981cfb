using LeadScoring.Parsing;

namespace LeadScoring.Spend;

/// <summary>What is said about spend and credit, in the reader's language.</summary>
internal sealed class SpendTexts(string language)
{
    /// <summary>Of fewer leads or orders no interval is to be relied on.</summary>
    public const int Few = 30;

    private const int MostNamed = 6;

    public string NoLeads => language.Say("該当するリードがいません。", "There are no leads here.");

    public string FewLeads => language.Say(
        $"リードが{Few}人に満たないため、参考値です。", $"Fewer than {Few} leads: not to be relied on.");

    public string FewOrders => language.Say(
        $"{Few}件に満たないため、参考値です。", $"Fewer than {Few} cases: not to be relied on.");

    public string NoOrders => language.Say(
        "まだ購入がないため、区間は示しません。", "Nobody has ordered yet: no interval is known.");

    public string NothingSpent => language.Say(
        "費用がないため、投資対効果は計算できません。", "Nothing was spent, so there is no return on it.");

    public string NoCost(IReadOnlyList<UnknownCost> unknown)
    {
        var months = unknown.Select(cost => cost.Month).Distinct().Order(StringComparer.Ordinal).ToList();
        var named = string.Join(language.Say("、", ", "), months.Take(MostNamed))
            + (months.Count > MostNamed ? language.Say("ほか", " and more") : "");
        return language.Say(
            $"{named}の費用が登録されていないため、計算できません。", $"No cost is known for {named}.");
    }

    public string NoPaths => language.Say(
        "この期間に行動の記録がありません。", "Nobody did anything in these months.");

    public string NoConversions => language.Say(
        "この期間に購買がないため、貢献度を分けられません。", "Nobody bought in these months, so there is nothing to credit.");

    public string NoInterval => language.Say(
        "マルコフ連鎖の貢献度は全経路から同時に決まるため、区間を示しません。検討中の経路は、購入に至らなかった経路として扱います。",
        "The chain's credit comes of all paths at once: no interval is given. It takes paths that are still open for "
        + "paths without an order.");

    public string Open(long paths) => language.Say(
        $"これまでの割合です。最後の接点から{Romi.CycleMonths}か月たっていない検討中の経路が{paths:#,0}本あり、割合はまだ上がります。",
        $"So far: {paths:#,0} paths without an order are younger than {Romi.CycleMonths} months, so the share still "
        + "rises.");

    public string FewConversions => language.Say(
        $"購買が{Few}件に満たないため、参考値です。", $"Fewer than {Few} conversions: not to be relied on.");

    public string CreditIsNoCause => language.Say(
        "貢献度は購買を接点に割り振る約束ごとであり、接点が購買を生んだ証拠ではありません。営業担当の活動と、点数を下げる反応は"
        + "接点に含めていません。施策による純増は、対照群との比較で確かめてください。",
        "Credit is a convention about how to share out orders, not proof that a touchpoint caused them. What sales did "
        + "and reactions that take points are not among the touchpoints. What contact really adds is told by a "
        + "comparison with a holdout.");

    public string ReturnIsNoCause => language.Say(
        "この投資対効果は貢献度の約束ごとに基づくもので、費用をかけなかった場合に失われた売上を示すものではありません。"
        + "純増は対照群との比較で確かめてください。",
        "This return rests on a convention of credit: it does not say how much would have been lost had nothing been "
        + "spent. What spending really adds is told by a comparison with a holdout.");

    public string CostsHaveNoInterval => language.Say(
        "費用と人数は標本ではなく実数のため、一人あたりの費用に区間はありません。",
        "Costs and heads are counted, not sampled: costs per head have no interval.");
}
