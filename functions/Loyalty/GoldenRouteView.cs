using LeadScoring.Insights;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Scoring;
using LeadScoring.Storage;
using LeadScoring.Tracks;

namespace LeadScoring.Loyalty;

/// <summary>
/// What was looked at: customers whose early days (<paramref name="EarlyDays"/>) and the days after them
/// (<paramref name="FollowDays"/>) are over, the share of them that <paramref name="Loyal"/> means (told in
/// <paramref name="Rule"/>), how many are still <paramref name="Open"/>, how many patterns were
/// <paramref name="Tested"/> at once and how many too few customers showed to be tested.
/// </summary>
public sealed record GoldenRoutes(
    int EarlyDays, int FollowDays, string Rule, Figure Loyal, int Open, int Tested, int TooFew,
    IReadOnlyList<RouteView> Routes);

/// <summary>Null <paramref name="Report"/>: it was not made yet, as <paramref name="Note"/> says.</summary>
public sealed record GoldenRouteView(
    string Product, Made Made, GoldenRoutes? Report, string? Note, string DoesNotProve)
{
    private const int Most = 50;

    /// <summary>Below it, only strong routes can be told from chance.</summary>
    private const int FewLoyal = 50;

    public static GoldenRouteView Of(AskedReport asked)
    {
        var (product, made, report, edition, language) = asked;
        var read = report is null ? null : Json.Read<GoldenReport>(report);
        return new GoldenRouteView(
            product.Id, made, read is null ? null : Routes(read, product, edition, language),
            read is null ? StudyTexts.NotYet(language) : NoteOf(read, language),
            language.Say(
                "ここに示すのは相関で、原因の証明ではありません。この行動をとった方は、もともと購入意欲が高かっただけかもしれません。"
                + "対照群を置いたシナリオで効果を確かめてから判断してください。",
                "A route goes with loyalty; that it makes people loyal is not shown. Who went this way may have been "
                + "keen from the start. Try it in a scenario with a holdout before you rely on it."));
    }

    private static GoldenRoutes Routes(GoldenReport report, ProductLine product, Edition edition, string language)
    {
        var (settings, judged) = (report.Settings, report.Judged);
        var texts = new PatternText(edition, settings.EarlyDays, language);
        return new GoldenRoutes(
            settings.EarlyDays, settings.FollowDays, Rule(report, product, language),
            RouteFigures.Share(judged.People.All(), language), report.Open, judged.Routes.Count, judged.TooFew,
            [.. judged.Routes.Take(Most).Select(route => RouteView.Of(
                route, judged.People, texts, RouteDrafts.Possible(route, edition), language))]);
    }

    private static string Rule(GoldenReport report, ProductLine product, string language)
    {
        var (from, to) = (report.Settings.EarlyDays, report.Settings.EarlyDays + report.Settings.FollowDays);
        var averages = report.Averages ?? new Averages(report.Average, report.Average);
        var (least, most) = (Amount(averages.Low), Amount(averages.High));
        var text = language.Say(
            $"初回のご注文の{from}日後から{to}日後までのご購入額が{least}以上になった方を、優良客としています。"
            + $"最初の{from}日間のご購入は含みません。",
            $"Loyal means: orders of {least} or more from day {from} to day {to} after the first order. "
            + $"What was bought in the first {from} days does not count.");
        return least == most ? text : text + language.Say(
            $"基準額は、お一人ずつ、その期間の最終日の平均注文額で決まります（{least}〜{most}）。",
            $" The amount is {least} to {most}: it follows from the average order in force on the last of each one's "
            + "days.");
        string Amount(decimal average) => MoneyText.Of(report.Factor * average, product.Currency, language);
    }

    private static string? NoteOf(GoldenReport report, string language)
    {
        var people = report.Judged.People.All();
        if (people.K >= FewLoyal) return null;
        return language.Say(
            $"データが足りません。追跡期間を終えた購入者{people.N}人のうち、優良客は{people.K}人です"
            + $"（目安は{FewLoyal}人以上）。弱い傾向はまだ見つけられません。",
            $"There is too little data: of {people.N} customers who were followed to the end {people.K} became loyal, "
            + $"where {FewLoyal} or more are wanted. Weak routes cannot be told from chance yet.");
    }
}
