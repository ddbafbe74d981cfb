using System.Text.RegularExpressions;

namespace LeadScoring.Tests.Conventions;

/// <summary>One source file: its path from the root with forward slashes, and its text.</summary>
internal sealed record SourceFile(string Path, string Text)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public string Folder => System.IO.Path.GetDirectoryName(Path)!.Replace('\\', '/');

    /// <summary>The text without comments: what the compiler sees, not what a reader is told.</summary>
    public string Code => SourceTree.Comment().Replace(Text, "");

    public override string ToString() => Path;
}

/// <summary>The sources of the app and of the tests as they lie in the tree.</summary>
internal static partial class SourceTree
{
    public static string Root { get; } = SharedData.Root();

    public static IReadOnlyList<SourceFile> Functions { get; } = Read("functions");

    public static IReadOnlyList<SourceFile> Tests { get; } = Read("tests");

    public static IEnumerable<SourceFile> All => Functions.Concat(Tests);

    /// <summary>Stand-ins for packages live in those packages' namespaces, and follow their shape.</summary>
    public static bool IsStandIn(SourceFile file) =>
        file.Path.StartsWith("functions/Polyfills/", StringComparison.Ordinal)
        || file.Path.StartsWith("functions/Runtime/Worker/", StringComparison.Ordinal);

    public static string ReadText(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static List<SourceFile> Read(string folder) =>
        [.. Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj" or "node_modules"))
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceFile(path, ReadText(path)))];

    [GeneratedRegex(@"//.*?$|/\*.*?\*/", RegexOptions.Multiline | RegexOptions.Singleline)]
    internal static partial Regex Comment();
}
