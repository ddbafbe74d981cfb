using System.Text;
using LeadScoring.Parsing;
using LeadScoring.Scenarios;

namespace LeadScoring.Tests.Scenarios;

/// <summary>A scenario file that is right, and ways to make one thing in it different.</summary>
internal static class ScenarioTexts
{
    public const string Considering = """
        {
          "$schema": "../schemas/scenario.schema.json",
          "id": "car-considering", "version": 3, "product": "car",
          "enter": { "stage": "considering" },
          "holdoutPercent": 10,
          "window": { "days": ["mon", "tue", "wed", "thu", "fri"], "from": "10:00", "to": "19:00",
                      "timeZone": "Asia/Tokyo", "holidays": ["2026-12-31"] },
          "cap": { "mails": 2, "per": "P7D" },
          "exits": { "onPurchase": true, "onStageLeft": true, "onReactions": ["complaint"] },
          "reentry": "after:P180D",
          "steps": [
            { "id": "day-2", "after": "P2D", "template": "car-considering-1" },
            { "id": "day-9", "after": "P7D", "template": "car-considering-2",
              "if": { "reacted": ["brochure", "configurator"], "notReacted": ["test-drive"] } }
          ]
        }
        """;

    public static Scenario Read(string json)
    {
        var (scenario, errors) = TryRead(json);
        Assert.Empty(errors);
        return scenario;
    }

    public static (Scenario Scenario, IReadOnlyDictionary<string, string[]> Errors) TryRead(string json)
    {
        var refusals = new Refusals();
        var fields = JsonFields.Parse(Encoding.UTF8.GetBytes(json), refusals);
        Assert.NotNull(fields);
        return (Scenario.Read(fields), refusals.ToErrors());
    }

    /// <summary>The considering scenario with one piece of its text replaced, which must be there.</summary>
    public static string With(string old, string replacement)
    {
        Assert.Contains(old, Considering, StringComparison.Ordinal);
        return Considering.Replace(old, replacement, StringComparison.Ordinal);
    }

    /// <summary>A scenario of cars whose window is always open and whose cap is wide, with the parts given.</summary>
    public static string Open(string steps, string enter = """{ "stage": "considering" }""", string more = "") => $$"""
        {
          "id": "trial", "version": 1, "product": "car", "enter": {{enter}},
          "window": { "days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "from": "00:00", "to": "00:00",
                      "timeZone": "Asia/Tokyo", "holidays": ["2027-03-22"] },
          "cap": { "mails": 20, "per": "PT1H" },
          {{(more.Length > 0 ? more + "," : "")}}
          "steps": [{{steps}}]
        }
        """;
}
