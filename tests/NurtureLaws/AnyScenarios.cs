using System.Text.Json.Nodes;
using LeadScoring.Leads;

namespace LeadScoring.Tests.NurtureLaws;

/// <summary>
/// Scenario files drawn by lot: every kind of step, window, cap, limit, exit, re-entry and delay, and dates to count
/// from.
/// </summary>
internal sealed class AnyScenarios(Random random)
{
    private static readonly string[] Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    private static readonly string[] Zones = ["Asia/Tokyo", "America/New_York", "Pacific/Apia", "Europe/London"];
    private static readonly string[] Reactions = ["brochure", "quote", "test-drive", "configurator"];
    private static readonly string[] Mails =
        ["car-welcome", "car-charging", "car-brochure", "owner-thanks", "car-running-cost"];

    /// <summary>Several of a brand, by file name; they share the leads and the caps.</summary>
    public IEnumerable<(string File, string Json)> Draw(int count) => Enumerable.Range(0, count)
        .Select(number => ($"scenarios/law-{number}.json", Scenario($"law-{number}").ToJsonString()));

    private JsonObject Scenario(string id)
    {
        var steps = random.Next(2, 6);
        var isDated = random.Next(4) == 0;
        var entrance = isDated ? Dated() : Entrance();
        var scenario = new JsonObject
        {
            ["id"] = id,
            ["version"] = 1,
            ["product"] = "car",
            ["enter"] = entrance,
            ["holdoutPercent"] = OneOf(0, 0, 30),
            ["window"] = Window(),
            ["dailyLimit"] = OneOf<int?>(null, null, 1, 3),
            ["cap"] = new JsonObject { ["mails"] = random.Next(1, 3), ["per"] = OneOf("PT12H", "P1D", "P3D", "P7D") },
            ["exits"] = new JsonObject
            {
                ["onPurchase"] = Coin(),
                ["onStageLeft"] = !isDated && entrance["likeness"] is null && Coin(),
                ["onReactions"] = Coin() ? new JsonArray("complaint") : [],
            },
            ["reentry"] = OneOf("never", "always", "after:P10D"),
            ["priority"] = OneOf(20, 50, 80),
        };
        scenario["steps"] = new JsonArray([.. Enumerable.Range(0, steps).Select(step => Step(step, steps, isDated))]);
        return scenario;
    }

    private static JsonObject Dated() => new()
    {
        ["anchor"] = new JsonObject { ["attribute"] = AnyLives.Date, ["grace"] = $"P{Lawbook.GraceDays}D" },
    };

    private JsonObject Entrance() => random.Next(5) switch
    {
        0 => new JsonObject { ["class"] = OneOf("first-time", "toddler") },
        1 => new JsonObject { ["likeness"] = Likeness() },
        _ => new JsonObject { ["stage"] = OneOf("aware", "considering", "considering", "ready") },
    };

    private JsonObject Likeness() => new() { ["atLeast"] = OneOf([.. ToldLikeness.Levels]) };

    /// <summary>Also over midnight, and the whole day where both ends are the same.</summary>
    private JsonObject Window()
    {
        var days = Days.Where(_ => random.Next(3) > 0).DefaultIfEmpty(OneOf(Days));
        return new JsonObject
        {
            ["days"] = new JsonArray([.. days.Select(day => JsonValue.Create(day))]),
            ["from"] = OneOf("00:00", "09:30", "17:00", "22:00"),
            ["to"] = OneOf("00:00", "02:00", "12:00", "18:30"),
            ["timeZone"] = OneOf(Zones),
            ["holidays"] = new JsonArray("2027-02-11", "2027-02-23"),
        };
    }

    /// <summary>Whatever leads on leads to the step behind it, and some steps to any later one.</summary>
    private JsonObject Step(int step, int steps, bool isDated)
    {
        if (isDated && (step == 0 || random.Next(3) == 0)) return OfDate(step);
        var later = step + 1 < steps ? $"step-{random.Next(step + 1, steps)}" : null;
        var isLast = later is null;
        var drawn = new JsonObject { ["id"] = $"step-{step}" };
        switch (random.Next(isLast ? 6 : 5))
        {
            case 0 when !isLast:
                drawn["wait"] = new JsonObject
                {
                    ["for"] = new JsonArray(OneOf(Reactions)),
                    ["timeOut"] = OneOf("P1D", "P4D"),
                    ["then"] = Coin() ? later : null,
                };
                break;
            case 1 when !isLast:
                drawn["branch"] = new JsonArray(new JsonObject { ["if"] = Asked(), ["go"] = later });
                break;
            case 5:
                drawn["after"] = "P1D";
                drawn["exit"] = "said-all";
                break;
            default:
                drawn["template"] = OneOf(Mails);
                drawn["after"] = Delay();
                if (random.Next(3) == 0) drawn["if"] = Asked();
                break;
        }
        return drawn;
    }

    private JsonObject OfDate(int step) => new()
    {
        ["id"] = $"step-{step}",
        ["template"] = OneOf(Mails),
        ["after"] = new JsonObject { ["before"] = OneOf("P20D", "P5D", "P1D"), ["at"] = OneOf("10:00", "18:00") },
    };

    private JsonNode Delay() => random.Next(5) switch
    {
        0 => new JsonObject { ["businessDays"] = random.Next(1, 4) },
        1 => new JsonObject { ["next"] = OneOf(Days), ["at"] = "10:00" },
        2 => "PT0S",
        _ => OneOf("PT3H", "P1D", "P2D"),
    };

    private JsonObject Asked() => random.Next(4) switch
    {
        0 => new JsonObject { ["reacted"] = new JsonArray(OneOf(Reactions)) },
        1 => new JsonObject { ["notReacted"] = new JsonArray(OneOf(Reactions)) },
        2 => new JsonObject { ["likeness"] = Likeness() },
        _ => new JsonObject { ["score"] = new JsonObject { ["atLeast"] = random.Next(10, 60) } },
    };

    private bool Coin() => random.Next(2) == 0;

    private T OneOf<T>(params T[] choices) => choices[random.Next(choices.Length)];
}
