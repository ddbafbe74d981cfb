using System.Globalization;
using System.Text.Json.Nodes;

namespace LeadScoring.Tests.Fleet;

/// <summary>
/// The sample content for a brand that lives where it is noon now, so that no run crosses a midnight, and whose
/// first car mail is due at once and at any hour.
/// </summary>
internal static class FleetContent
{
    public static void Write(string folder, DateTimeOffset now)
    {
        var sample = Path.Combine(AppContext.BaseDirectory, "Content");
        foreach (var file in Directory.EnumerateFiles(sample, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(sample, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        Edit(Path.Combine(folder, "scoring.json"), rules =>
        {
            foreach (var (_, product) in rules["products"]!.AsObject()) product!["timeZone"] = ZoneWhereItIsNoon(now);
        });
        Edit(Path.Combine(folder, "scenarios", "car-new.json"), scenario =>
        {
            var window = scenario["window"]!;
            window["days"] = new JsonArray("mon", "tue", "wed", "thu", "fri", "sat", "sun");
            (window["from"], window["to"], window["holidays"]) = ("00:00", "00:00", new JsonArray());
            scenario["steps"]![0]!["after"] = "PT1S";
        });
    }

    /// <summary>The tz database writes the offset of these zones the wrong way round: Etc/GMT-9 is Japan's.</summary>
    private static string ZoneWhereItIsNoon(DateTimeOffset now) => string.Create(
        CultureInfo.InvariantCulture, $"Etc/GMT{now.UtcDateTime.Hour - 12:+0;-0;}");

    private static void Edit(string file, Action<JsonNode> edit)
    {
        var json = JsonNode.Parse(File.ReadAllText(file))!;
        edit(json);
        File.WriteAllText(file, json.ToJsonString());
    }
}
