using LeadScoring.Leads;
using LeadScoring.Scoring;
using NodaTime.Text;
using static LeadScoring.Tests.Scoring.SampleRules;

namespace LeadScoring.Tests.Scoring;

public sealed class ScoringRulesTests
{
    [Fact]
    public void A_whole_file_is_read()
    {
        Assert.Equal(3, Rules.Version);
        Assert.Equal(["car", "camper"], Rules.Products.Keys);
        Assert.Equal((90, 60), (Car.HalfLifeDays, Car.HalfSaturation));
        Assert.Equal(("JPY", "Asia/Tokyo", OnPurchase.Restart), (Car.Currency, Car.TimeZone.Id, Car.OnPurchase));
        Assert.Equal("車", Car.Name.For("ja"));
        Assert.Equal(OnPurchase.Keep, Rules.Products["camper"].OnPurchase);

        var testDrive = Rules.Reactions["test-drive"];
        Assert.Equal((25, 1, "considering"), (testDrive.Points, testDrive.CapPerDay, testDrive.FloorStage));
        Assert.False(testDrive.Alert);
        Assert.True(Rules.Reactions["complaint"].Alert);
        Assert.Equal("web", Rules.Reactions["page-view"].Channel);
        Assert.Equal(["new", "aware", "considering", "ready"], Rules.Stages.Ids);

        var classes = Rules.Classes;
        Assert.Equal((90, 210, 240), (classes.ToddlerDays, classes.LoyalDays, classes.LapsedDays));
        Assert.Equal((7m, Tenure.ToToday), (classes.Factor, classes.Tenure));
        Assert.Equal([100m, 100m, 120m], new[] { "2025-06-01", "2026-12-31", "2027-01-01" }.Select(AverageOn));
    }

    [Theory]
    [InlineData("\"version\": 3", "\"version\": 0", "version")]
    [InlineData("\"version\": 3,", "", "version")]
    [InlineData("\"version\": 3", "\"version\": 3, \"fits\": []", "fits")]
    [InlineData("\"halfLifeDays\": 90,", "\"halfLifeDays\": 0.5,", "products.car.halfLifeDays")]
    [InlineData("\"halfLifeDays\": 90,", "\"halflifeDays\": 90,", "products.car.halflifeDays")]
    [InlineData("\"halfSaturation\": 60", "\"halfSaturation\": 0", "products.car.halfSaturation")]
    [InlineData("Asia/Tokyo", "Asia/Edo", "products.car.timeZone")]
    [InlineData("\"timeZone\": \"Asia/Tokyo\",", "", "products.car.timeZone")]
    [InlineData("\"JPY\"", "\"yen\"", "products.car.currency")]
    [InlineData("\"restart\"", "\"reset\"", "products.car.onPurchase")]
    [InlineData("\"camper\": { \"name\"", "\"Camper Van\": { \"name\"", "products.Camper Van")]
    [InlineData("\"points\": 25", "\"points\": \"25\"", "reactions.test-drive.points")]
    [InlineData("\"capPerDay\": 3", "\"capPerDay\": 0", "reactions.page-view.capPerDay")]
    [InlineData("\"floorStage\": \"considering\"", "\"floorStage\": \"hot\"", "reactions.test-drive.floorStage")]
    [InlineData("\"atLeast\": 3000000, ", "", "fit[0].attribute")]
    [InlineData("\"atLeast\": 3000000", "\"atLeast\": 3000000, \"equals\": \"x\"", "fit[0].attribute")]
    [InlineData("\"atLeast\": 1000000", "\"atLeast\": 2000000", "fit[1].below")]
    [InlineData("[\"Tokyo\", \"東京都\"]", "[]", "fit[2].attribute")]
    [InlineData("\"factor\": 0.5", "\"factor\": -1", "fit[3].factor")]
    [InlineData("\"id\": \"new\",", "\"id\": \"new\", \"enter\": 1,", "stages[0].enter")]
    [InlineData("\"enter\": 10, ", "", "stages[1].enter")]
    [InlineData("\"leave\": 20", "\"leave\": 30", "stages[2].leave")]
    [InlineData("\"leave\": 20", "\"leave\": 5", "stages[2].leave")]
    [InlineData("\"enter\": 60", "\"enter\": 30", "stages[3].enter")]
    [InlineData("\"enter\": 60", "\"enter\": 100", "stages[3].enter")]
    [InlineData("\"id\": \"ready\"", "\"id\": \"aware\"", "stages[3].id")]
    [InlineData("\"loyalDays\": 210", "\"loyalDays\": 30", "classes.loyalDays")]
    [InlineData("\"to-today\"", "\"today\"", "classes.tenure")]
    [InlineData("\"classes\"", "\"customerClasses\"", "classes")]
    [InlineData("\"from\": \"2027-01-01\"", "\"from\": \"2026-01-01\"", "classes.averageOrderValue.car")]
    [InlineData("\"from\": \"2027-01-01\"", "\"from\": \"2027-13-01\"", "classes.averageOrderValue.car[0].from")]
    [InlineData("\"value\": 40.5", "\"value\": 0", "classes.averageOrderValue.camper[0].value")]
    [InlineData("\"camper\": [{", "\"bicycle\": [{", "classes.averageOrderValue.camper")]
    public void A_mistake_is_named_by_its_path(string right, string wrong, string path)
    {
        Assert.Contains(right, Json, StringComparison.Ordinal);

        var (_, errors) = Read(Json.Replace(right, wrong, StringComparison.Ordinal));

        Assert.Contains(path, errors.Keys);
    }

    [Fact]
    public void An_empty_file_names_every_missing_part()
    {
        var (_, errors) = Read("{}");

        Assert.Equal(["classes", "products", "reactions", "stages", "version"], errors.Keys);
    }

    private static decimal AverageOn(string date) =>
        Rules.Classes.AverageOn("car", Days.Of(LocalDatePattern.Iso.Parse(date).Value));
}
