using System.Text;
using LeadScoring.Publishing;

namespace LeadScoring.Tests.Publishing;

/// <summary>The content shipped with the app, and copies of it for tests that spoil something.</summary>
internal static class SampleContent
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Content");

    public static Edition Edition { get; } = ContentFolder.Read(Folder);

    public static IEnumerable<string> JsonFiles =>
        Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories)
        .Where(file => !file.EndsWith(".schema.json", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);
}

/// <summary>A copy of the sample content in a folder of its own, removed at the end.</summary>
internal sealed class SpoiledContent : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("content-").FullName;

    public SpoiledContent()
    {
        foreach (var file in Directory.EnumerateFiles(SampleContent.Folder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(Folder, Path.GetRelativePath(SampleContent.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public IReadOnlyList<string> Problems
    {
        get
        {
            var edition = ContentFolder.TryRead(Folder, out var problems);
            Assert.Equal(problems.Count == 0, edition is not null);
            return [.. problems.Select(problem => problem.ToString())];
        }
    }

    /// <summary>
    /// Replaces the first place where a file says <paramref name="old"/>; a file that does not say it fails the test.
    /// </summary>
    public SpoiledContent Replace(string file, string old, string replacement)
    {
        var path = Path.Combine(Folder, file);
        var text = File.ReadAllText(path);
        var at = text.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{file} does not hold '{old}'.");
        return Write(file, Encoding.UTF8.GetBytes(text[..at] + replacement + text[(at + old.Length)..]));
    }

    public SpoiledContent Write(string file, byte[] bytes)
    {
        File.WriteAllBytes(Path.Combine(Folder, file), bytes);
        return this;
    }

    public SpoiledContent Delete(string file)
    {
        Assert.True(File.Exists(Path.Combine(Folder, file)), $"{file} is not there.");
        File.Delete(Path.Combine(Folder, file));
        return this;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
