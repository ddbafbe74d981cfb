using System.Text.Json.Nodes;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tests.Storage;

namespace LeadScoring.Tests.Journeys;

/// <summary>A marketer changes scoring.json and starts the app again.</summary>
public abstract class NewRulesTests : IDisposable
{
    private readonly TemporaryFolder _content = new();
    private readonly string[] _settings;

    protected NewRulesTests(IReadOnlyList<string> store)
    {
        Copy(SampleContent.Folder, _content.File("content"));
        _settings = [.. store, "--LeadScoring:ContentPath=" + _content.File("content")];
    }

    [Fact]
    public async Task All_leads_are_placed_anew_under_a_new_version()
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z", settings: _settings);
        await ReactAsync(brand, "quote@example.jp", "quote");
        await ReactAsync(brand, "drive@example.jp", "test-drive");
        Assert.Equal(["drive@example.jp", "quote@example.jp"], await ListAsync(brand));

        Change(rules =>
        {
            rules["version"] = 2;
            rules["reactions"]!["quote"]!["points"] = 400;
        });
        await brand.RestartAsync(_settings);
        await brand.SettleAsync();

        Assert.Equal(["quote@example.jp", "drive@example.jp"], await ListAsync(brand));
        Assert.Equal("ready", (string?)(await brand.FindAsync("quote@example.jp"))["stage"]);
    }

    [Fact]
    public async Task The_same_version_with_other_content_stops_the_start()
    {
        await using var brand = await Brand.OpenAsync(settings: _settings);
        Change(rules => rules["reactions"]!["quote"]!["points"] = 400);

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => brand.RestartAsync(_settings));

        Assert.Contains(
            "scoring.json: version: 1 was in force with other content", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _content.Dispose();
        GC.SuppressFinalize(this);
    }

    private void Change(Action<JsonNode> change)
    {
        var file = Path.Combine(_content.File("content"), "scoring.json");
        var rules = JsonNode.Parse(File.ReadAllText(file))!;
        change(rules);
        File.WriteAllText(file, rules.ToJsonString());
    }

    private static async Task ReactAsync(Brand brand, string email, string type)
    {
        await brand.PostAsync("/api/reactions", new
        {
            reactions = new[] { new { id = type, email, type, occurredAt = "2027-01-31T00:00:00Z", product = "car" } },
        });
        await brand.SettleAsync();
    }

    private static async Task<IEnumerable<string>> ListAsync(Brand brand) =>
        (await brand.GetAsync("/api/leads?product=car"))["leads"]!.AsArray().Select(lead => (string)lead!["email"]!);

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
