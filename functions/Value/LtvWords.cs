using System.Globalization;
using LeadScoring.Insights;
using LeadScoring.Parsing;

namespace LeadScoring.Value;

/// <summary>Pure: the report of customers' values in the reader's language.</summary>
public static class LtvWords
{
    private const double MostCorrelated = .3;

    public static LtvView Of(string product, LtvReport? report, Made made, int horizonDays, string language) => new(
        product, made, horizonDays, report is null ? null : Figures(report, horizonDays, language),
        report is null ? NotYet(language) : Note(report, language), DoesNotProve(language));

    public static string DoesNotProve(string language) => language.Say(
        "この LTV は、今の顧客がこれまでと同じように買い続け、離れていくと仮定した期待値です。区間はモデルの係数の不確かさだけを表し、一人ひとりの偶然は含みません。"
        + "将来の売上を約束するものではなく、どの施策が LTV を上げるかも証明しません。",
        "This is what is expected if today's customers go on buying and leaving as they did so far. The interval tells "
        + "of the models' parameters only, not of the chance in each person. It promises no revenue and does not prove "
        + "what would raise it.");

    public static string NotYet(string language) => language.Say(
        "まだ集計されていません。毎晩自動で集計されます（POST /api/insights/refresh ですぐに始められます）。",
        "Not made yet: it is made every night, or at once by POST /api/insights/refresh.");

    /// <summary>Why nothing is said, or what to take with care; null: there is nothing to say.</summary>
    public static string? Note(LtvReport report, string language) => report.Silence switch
    {
        LtvSilence.TooFewRepeatCustomers => TooFew(report, language),
        LtvSilence.NoFit => language.Say(
            "購入の間隔や金額がモデル（BG/NBD、Gamma-Gamma）に合わないため、LTV は示しません。たとえば全員が同じ間隔で買う商品がそうです。",
            "When and for how much people buy does not fit the models (BG/NBD, Gamma-Gamma), as where everybody buys "
            + "by the calendar: no value is told."),
        _ when Math.Abs(report.Correlation ?? 0) > MostCorrelated => language.Say(
            "購入回数と購入金額に相関があります。モデルは無相関を前提としているため、LTV は偏っている可能性があります。",
            "How often and for how much people order go together here, which the models take for unrelated: values may "
            + "be off."),
        _ when report.WithPrior => language.Say(
            "購入をやめる顧客がほとんどいない、または購入金額がほぼ一定のため、データだけでは決まらない係数があります。弱い仮定（事前分布）で補って推定しました。",
            "Hardly anybody stops buying here, or amounts hardly differ: data alone do not tell all parameters, and "
            + "weak assumptions (priors) made up for it."),
        _ => null,
    };

    private static LtvFigures Figures(LtvReport report, int horizonDays, string language)
    {
        var within = report.Horizons.FirstOrDefault(one => one.Days == horizonDays);
        var nothing = new Figure(null, null, null, report.Customers, Note(report, language));
        return new LtvFigures(
            report.AsOf, report.Currency, report.Margin, report.DiscountPerYear, "week", report.Customers,
            report.RepeatCustomers, within?.Orders ?? nothing, within?.Total ?? nothing,
            within?.PerCustomer ?? nothing, within?.TopTenthShare ?? nothing, within?.NewCustomer ?? nothing,
            report.FittedOn, report.Parameters, report.Fits, report.WithPrior, report.Correlation, report.HoldOut,
            report.Trend);
    }

    private static string TooFew(LtvReport report, string language)
    {
        var have = report.RepeatCustomers.ToString("#,0", CultureInfo.InvariantCulture);
        return language.Say(
            $"2 回以上購入した顧客が {have} 人です。LTV を示すには {LtvStudy.LeastRepeatCustomers} 人以上が必要です。",
            $"{have} customers have ordered again; a value is told from {LtvStudy.LeastRepeatCustomers}.");
    }
}
