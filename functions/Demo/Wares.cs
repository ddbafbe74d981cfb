namespace LeadScoring.Demo;

/// <summary>What the brand sells, at list price or below it; prices in yen.</summary>
internal static class Wares
{
    private static readonly (string Sku, decimal Price)[] Models =
        [("mio-ev-standard", 2_980_000), ("mio-ev-long-range", 3_680_000), ("mio-ev-premium", 4_480_000)];

    private static readonly (string Sku, decimal Price)[] CarOptions =
        [("wall-charger", 180_000), ("winter-tyres", 120_000), ("roof-rack", 68_000), ("dash-camera", 45_000)];

    private static readonly (string Sku, decimal Price)[] Services =
        [("inspection", 28_000), ("tyre-change", 16_000), ("wiper-set", 9_000), ("care-package", 46_000)];

    private static readonly (string Sku, decimal Price)[] TripOptions =
        [("bedding-set", 8_000), ("barbecue-set", 12_000), ("bicycle-rack", 6_000), ("insurance-plus", 14_000)];

    private static readonly decimal[] NightPrices = [24_000, 28_000, 34_000];

    public static IReadOnlyList<Line> Car(Dice dice)
    {
        var discount = dice.Falls(0.35) ? dice.Whole(3, 8) / 100m : 0;
        return [Line(dice.Of(Models), 1, discount), .. Some(CarOptions, dice, 0.35, discount)];
    }

    public static IReadOnlyList<Line> Fleet(Dice dice) => [Line(dice.Of(Models), dice.Whole(1, 3), 0.06m)];

    public static IReadOnlyList<Line> Service(Dice dice) =>
        [Line(dice.Of(Services), 1, 0), .. Some(Services[..1], dice, 0.2, 0)];

    /// <summary>
    /// Some nights in a camper, with or without what makes the trip nicer; mostly one of the size the person likes.
    /// </summary>
    public static IReadOnlyList<Line> Rental(Dice dice, int person, double options = 0.3)
    {
        var discount = dice.Falls(0.35) ? 0.15m : 0;
        var nights = dice.Whole(3, 8);
        var price = dice.Falls(0.7) ? NightPrices[person % NightPrices.Length] : dice.Of(NightPrices);
        var trip = (FormattableString.Invariant($"camper-{nights}-nights"), nights * price);
        return [Line(trip, 1, discount), .. Some(TripOptions, dice, options, discount)];
    }

    public static bool IsFullPrice(IReadOnlyList<Line> lines) => lines.All(line => line.UnitPrice == line.ListPrice);

    private static IEnumerable<Line> Some(
        (string Sku, decimal Price)[] options, Dice dice, double chance, decimal off) =>
        options.Where(_ => dice.Falls(chance)).Select(option => Line(option, 1, off));

    private static Line Line((string Sku, decimal Price) ware, int quantity, decimal off) =>
        new(ware.Sku, quantity, Math.Round(ware.Price * (1 - off)), ware.Price);
}
