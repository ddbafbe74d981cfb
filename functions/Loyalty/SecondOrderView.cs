using LeadScoring.Inference;
using LeadScoring.Insights;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Storage;
using LeadScoring.Tracks;

namespace LeadScoring.Loyalty;

/// <summary>By so many days after the first order, the share that has ordered again.</summary>
public sealed record SecondBy(int Days, Figure Share);

/// <summary>A point of the curve; <paramref name="AtRisk"/>: how many it still rests on.</summary>
public sealed record CurvePoint(int Day, double Share, double Low, double High, int AtRisk);

/// <summary>
/// The conversion from the first to the second order. <paramref name="Customers"/>, of whom <paramref name="Second"/>
/// have ordered again and <paramref name="Open"/> not yet; <paramref name="MedianDays"/> and
/// <paramref name="QuartileDays"/> by when a half and a quarter have (null: not in the time there is).
/// <paramref name="Precedes"/>: patterns of the first <paramref name="EarlyDays"/> days of customers without a second
/// order in them, against one up to day <paramref name="UntilDay"/>.
/// </summary>
public sealed record SecondOrders(
    int Customers, int Second, int Open, IReadOnlyList<SecondBy> By, int? QuartileDays, int? MedianDays,
    IReadOnlyList<CurvePoint> Curve, int EarlyDays, int UntilDay, Figure Later, int Tested, int TooFew,
    IReadOnlyList<RouteView> Precedes);

/// <summary>Null <paramref name="Report"/>: it was not made yet, as <paramref name="Note"/> says.</summary>
public sealed record SecondOrderView(
    string Product, Made Made, SecondOrders? Report, string? Note, string DoesNotProve)
{
    private static readonly int[] Told = [30, 60, 90, 180, 365];

    private const int Most = 20;
    private const int LongestCurve = 730;
    private const int CurveStep = 7;
    private const int Few = 30;

    public static SecondOrderView Of(AskedReport asked)
    {
        var (product, made, report, edition, language) = asked;
        var read = report is null ? null : Json.Read<SecondOrderReport>(report);
        return new SecondOrderView(
            product.Id, made, read is null ? null : Orders(read, edition, language),
            read is null ? StudyTexts.NotYet(language) : NoteOf(read, language),
            language.Say(
                "まだ2回目のご注文がない方は「未確定」として数えています。失客ではありません。"
                + "先立つ行動との関係は相関で、その行動を増やせば2回目が増えるという証明ではありません。",
                "Who has not ordered again yet counts as open, not as lost. What precedes a second order goes along "
                + "with it; that more of it would bring more orders is not shown."));
    }

    private static SecondOrders Orders(SecondOrderReport report, Edition edition, string language)
    {
        var (curve, judged) = (report.Curve(), report.Judged);
        var texts = new PatternText(edition, SecondOrderStudy.EarlyDays, language);
        return new SecondOrders(
            curve.People, report.Events.Values.Sum(), report.Open.Values.Sum(),
            [.. Told.Select(day => new SecondBy(day, By(curve, day, language)))],
            curve.DayOf(.25), curve.DayOf(.5),
            [.. Points(curve)], SecondOrderStudy.EarlyDays, SecondOrderStudy.UntilDay,
            RouteFigures.Share(judged.People.All(), language), judged.Routes.Count, judged.TooFew,
            [.. judged.Routes.Take(Most).Select(route =>
                RouteView.Of(route, judged.People, texts, [], language))]);
    }

    private static Figure By(KaplanMeier curve, int day, string language) => curve.By(day) is { } reached
        ? new Figure(reached.Share, reached.Low, reached.High, curve.AtRisk(day))
        : new Figure(null, null, null, 0, language.Say(
            "初回からそこまで日数がたった方がまだいません。", "Nobody's first order is that long ago yet."));

    private static IEnumerable<CurvePoint> Points(KaplanMeier curve)
    {
        for (var day = 0; day <= LongestCurve; day += CurveStep)
            if (curve.By(day) is { } by)
                yield return new CurvePoint(day, by.Share, by.Low, by.High, curve.AtRisk(day));
    }

    private static string? NoteOf(SecondOrderReport report, string language)
    {
        var people = report.Curve().People;
        return people >= Few ? null : language.Say(
            $"購入者が{people}人で、データが足りません（目安は{Few}人以上）。",
            $"There is too little data: {people} customers, where {Few} or more are wanted.");
    }
}
