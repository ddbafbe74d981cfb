using System.Text.Json;
using LeadScoring.Tests.Storage;

namespace LeadScoring.Tests.RealData;

/// <summary>
/// A content folder with one product line, the rules a data set asks for, and no campaign and no scenario; pages and mails are
/// those the app ships.
/// </summary>
internal sealed class OwnContent : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public OwnContent(object rules)
    {
        var shipped = Path.Combine(AppContext.BaseDirectory, "Content");
        string[] borrowed = ["sender.json", "pages", "templates"];
        foreach (var file in borrowed.SelectMany(name => FilesOf(Path.Combine(shipped, name))))
        {
            var copy = _folder.File(Path.GetRelativePath(shipped, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        File.WriteAllText(_folder.File("scoring.json"), JsonSerializer.Serialize(rules));
    }

    /// <summary>The setting that makes the app use this folder.</summary>
    public string Setting => $"--LeadScoring:ContentPath={_folder.File("")}";

    public static object Text(string text) => new { ja = text, en = text };

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> FilesOf(string path) =>
        File.Exists(path) ? [path] : Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories);
}
