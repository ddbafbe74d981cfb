using LeadScoring.Inference;
using LeadScoring.Insights;
using LeadScoring.Parsing;

namespace LeadScoring.Loyalty;

/// <summary>
/// A route in one half of the customers: how many show it, what share of them came to it, and how many times as often
/// that is as in the whole half.
/// </summary>
public sealed record HalfView(int Customers, int Came, Figure Share, Figure Lift)
{
    public static HalfView Of(Seen with, Seen all, string language) =>
        new(with.N, with.K, RouteFigures.Share(with, language), RouteFigures.LiftOf(with, all, language));
}

/// <summary>
/// A pattern of the early days. <paramref name="Golden"/>: shown in one half of the customers (q value) and confirmed
/// in the other (the interval of the lift is above 1). <paramref name="Support"/>: the share of customers who show it.
/// <paramref name="Drafts"/>: what it can be made (<c>rule</c>, <c>scenario</c>).
/// </summary>
public sealed record RouteView(
    string RouteId, string Text, bool Golden, Figure Support, HalfView All, HalfView Learning, double P, double Q,
    HalfView Validation, IReadOnlyList<string> Drafts)
{
    public static RouteView Of(
        Route route, Halves people, PatternText texts, IReadOnlyList<string> drafts, string language) => new(
            route.Pattern.Id, texts.Of(route.Pattern), route.IsGolden,
            RouteFigures.Share(new Seen(people.All().N, route.Seen.All().N), language),
            HalfView.Of(route.Seen.All(), people.All(), language),
            HalfView.Of(route.Seen.Learning, people.Learning, language), route.P, route.Q,
            HalfView.Of(route.Seen.Validation, people.Validation, language), drafts);
}

/// <summary>Pure: the figures of routes, with what is missing where too little is known.</summary>
public static class RouteFigures
{
    public static Figure Share(Seen seen, string language)
    {
        if (seen.N == 0) return new Figure(null, null, null, 0, Nobody(language));
        var (low, high) = Wilson.Of(seen.K, seen.N);
        return new Figure((double)seen.K / seen.N, low, high, seen.N);
    }

    public static Figure LiftOf(Seen with, Seen all, string language)
    {
        if (Lift.Of(with, all) is { } lift) return new Figure(lift.Value, lift.Low, lift.High, with.N);
        return new Figure(null, null, null, with.N, with.N == 0
            ? Nobody(language)
            : language.Say("比べる相手がまだいません。", "There is nobody to compare with yet."));
    }

    private static string Nobody(string language) =>
        language.Say("該当する方がまだいません。", "There is nobody of that kind yet.");
}
