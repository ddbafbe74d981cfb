using LeadScoring.Insights;
using LeadScoring.Parsing;

namespace LeadScoring.Loyalty;

/// <summary>The classes at the ends of the months from one to another, and who went where in each.</summary>
public sealed record ClassMovesView(
    string Product, Made Made, IReadOnlyList<ClassMonth> Months, string? Note, string DoesNotProve)
{
    public static ClassMovesView Of(
        string product, Made made, IReadOnlyList<ClassMonth> months, string language) => new(
        product, made, months,
        months.All(month => month.Customers == 0)
            ? language.Say("この期間には、まだ購入者がいません。", "There are no customers in these months yet.")
            : null,
        language.Say(
            "クラスは購入回数・金額・日数だけで決まります。移った理由は示していません。"
            + "進行中の月は、今後だれも購入しなかった場合の月末の姿です。",
            "Classes follow from orders, money and age alone: why somebody moved is not shown. The month under way is "
            + "told as it will end if nobody buys any more."));
}
