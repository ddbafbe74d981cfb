using System.Text.Json;
using System.Text.Json.Nodes;
using LeadScoring.Tests.Storage;

namespace LeadScoring.Tests.RealData;

/// <summary>
/// A content folder with one product line, the rules a data set asks for, and no scenario; pages and mails are those
/// the app ships, and so is the campaign of the landing page.
/// </summary>
internal sealed class OwnContent : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private const string Campaign = "campaigns/car-launch-2026.json";

    public OwnContent(string product, object rules)
    {
        var shipped = Path.Combine(AppContext.BaseDirectory, "Content");
        string[] borrowed = ["sender.json", Campaign, "pages", "templates"];
        foreach (var file in borrowed.SelectMany(name => FilesOf(Path.Combine(shipped, name))))
        {
            var copy = _folder.File(Path.GetRelativePath(shipped, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        File.WriteAllText(_folder.File("scoring.json"), JsonSerializer.Serialize(rules));
        Change(Campaign, campaign => campaign["product"] = product);
        Change("sender.json", sender => sender.AsObject().Remove("quiet")); // it names a reaction of the shipped rules
    }

    /// <summary>The setting that makes the app use this folder.</summary>
    public string Setting => $"--LeadScoring:ContentPath={_folder.File("")}";

    public static object Text(string text) => new { ja = text, en = text };

    public void Dispose() => _folder.Dispose();

    private void Change(string file, Action<JsonNode> change)
    {
        var content = JsonNode.Parse(File.ReadAllText(_folder.File(file)))!;
        change(content);
        File.WriteAllText(_folder.File(file), content.ToJsonString());
    }

    private static IEnumerable<string> FilesOf(string path) =>
        File.Exists(path) ? [path] : Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories);
}
