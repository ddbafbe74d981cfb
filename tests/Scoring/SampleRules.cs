using System.Text;
using LeadScoring.Parsing;
using LeadScoring.Scoring;

namespace LeadScoring.Tests.Scoring;

/// <summary>Small rules with round numbers: half-life 90 days, a score of 50 at 60 points.</summary>
internal static class SampleRules
{
    public const string Json = """
        {
          "version": 3,
          "products": {
            "car": { "name": { "ja": "車", "en": "Car" }, "halfLifeDays": 90, "halfSaturation": 60,
                     "timeZone": "Asia/Tokyo", "currency": "JPY", "onPurchase": "restart" },
            "camper": { "name": { "en": "Camper" }, "halfLifeDays": 30.5, "halfSaturation": 20,
                        "timeZone": "Europe/London", "currency": "GBP", "onPurchase": "keep" }
          },
          "reactions": {
            "page-view": { "label": { "en": "Page" }, "points": 1, "capPerDay": 3, "channel": "web" },
            "brochure": { "label": { "en": "Brochure" }, "points": 5, "capPerDay": 2 },
            "test-drive": { "label": { "en": "Test drive" }, "points": 25, "capPerDay": 1,
                            "floorStage": "considering" },
            "complaint": { "label": { "en": "Complaint" }, "points": -15, "capPerDay": 2, "alert": true },
            "note": { "label": { "en": "Note" }, "points": 0, "capPerDay": 1 }
          },
          "fit": [
            { "attribute": "budget", "atLeast": 3000000, "factor": 1.2 },
            { "attribute": "budget", "atLeast": 1000000, "below": 2000000, "factor": 0.8 },
            { "attribute": "prefecture", "in": ["Tokyo", "東京都"], "factor": 1.1 },
            { "attribute": "owner", "equals": "yes", "factor": 0.5 }
          ],
          "stages": [
            { "id": "new", "label": { "en": "New" } },
            { "id": "aware", "enter": 10, "leave": 6, "label": { "en": "Aware" } },
            { "id": "considering", "enter": 30, "leave": 20, "label": { "en": "Considering" } },
            { "id": "ready", "enter": 60, "leave": 45, "label": { "en": "Ready" } }
          ],
          "classes": {
            "toddlerDays": 90, "loyalDays": 210, "factor": 7, "lapsedDays": 240, "tenure": "to-today",
            "averageOrderValue": {
              "car": [{ "from": "2027-01-01", "value": 120 }, { "from": "2026-01-01", "value": 100 }],
              "camper": [{ "from": "2026-01-01", "value": 40.5 }]
            }
          }
        }
        """;

    public static ScoringRules Rules { get; } = Accepted(Json);

    public static ProductLine Car => Rules.Products["car"];

    public static ProductLine CarWith(double halfLifeDays) => Car with { HalfLifeDays = halfLifeDays };

    public static ScoringRules Accepted(string json)
    {
        var (rules, errors) = Read(json);
        Assert.Empty(errors);
        return rules;
    }

    public static (ScoringRules Rules, IReadOnlyDictionary<string, string[]> Errors) Read(string json)
    {
        var refusals = new Refusals();
        var rules = ScoringRules.Read(JsonFields.Parse(Encoding.UTF8.GetBytes(json), refusals)!);
        return (rules, refusals.ToErrors());
    }
}
