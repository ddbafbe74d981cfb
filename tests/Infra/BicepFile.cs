using System.Text.RegularExpressions;
using LeadScoring.Tests.Conventions;

namespace LeadScoring.Tests.Infra;

/// <summary>
/// A Bicep file as far as rules about it need: what it declares, what it hands to modules, and what it names. Read by
/// patterns, since its compiler is not on every machine; `az bicep build` has the last word.
/// </summary>
internal sealed partial record BicepFile(string Path, string Text)
{
    public static IReadOnlyList<BicepFile> All { get; } =
        [.. Directory.EnumerateFiles(
                System.IO.Path.Combine(SourceTree.Root, "infra-bicep"), "*.bicep*", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(SourceTree.Root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)
            .Select(path => new BicepFile(path, SourceTree.ReadText(path)))];

    public static IEnumerable<BicepFile> Templates =>
        All.Where(file => file.Path.EndsWith(".bicep", StringComparison.Ordinal));

    public static IEnumerable<BicepFile> Parameters => All.Except(Templates);

    public static BicepFile Main => Of("infra-bicep/main.bicep");

    /// <summary>The text without comments.</summary>
    public string Code => Comment().Replace(Text, "");

    public IReadOnlyList<Parameter> Params =>
        [.. Param().Matches(Code).Select(match => new Parameter(
            match.Groups["name"].Value, match.Groups["value"] is { Success: true } value ? value.Value.Trim() : null,
            match.Groups["secure"].Success))];

    public IEnumerable<string> Vars => Var().Matches(Code).Select(match => match.Groups[1].Value);

    public IEnumerable<string> Outputs => Output().Matches(Code).Select(match => match.Groups[1].Value);

    public IReadOnlyList<Module> Modules =>
        [.. ModuleBlock().Matches(Code).Select(match => new Module(
            match.Groups[1].Value, $"infra-bicep/{match.Groups[2].Value}",
            [.. Field().Matches(match.Groups[3].Value).Select(given => given.Groups[1].Value)]))];

    public static BicepFile Of(string path) => All.Single(file => file.Path == path);

    /// <summary>The quoted strings in `var name = [ … ]`.</summary>
    public IEnumerable<string> Strings(string name) =>
        Quoted().Matches(Regex.Match(Code, $@"^var {name} = \[([^\]]*)\]", RegexOptions.Multiline).Groups[1].Value)
            .Select(match => match.Groups[1].Value);

    public int Uses(string name) => Regex.Count(Code, $@"(?<![\w.']){name}(?!\w)");

    public override string ToString() => Path;

    [GeneratedRegex(@"^\s*//.*$|(?<=\s)// .*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(
        @"(?<secure>@secure\(\)\s+)?^param (?<name>\w+)(?: string\[\]| \w+)?(?: = (?<value>.+))?$",
        RegexOptions.Multiline)]
    private static partial Regex Param();

    [GeneratedRegex(@"^var (\w+) =", RegexOptions.Multiline)]
    private static partial Regex Var();

    [GeneratedRegex(@"^output (\w+) ", RegexOptions.Multiline)]
    private static partial Regex Output();

    [GeneratedRegex(
        @"^module (\w+) '([^']+)' = \{\n  params: \{\n(.*?)\n  \}\n\}$",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ModuleBlock();

    [GeneratedRegex(@"^    (\w+):", RegexOptions.Multiline)]
    private static partial Regex Field();

    [GeneratedRegex(@"'([^']*)'")]
    private static partial Regex Quoted();
}

/// <summary>A parameter; without a value it must be given.</summary>
internal sealed record Parameter(string Name, string? Value, bool IsSecure);

/// <summary>A module: its symbol, its file, and the names of the parameters that it is given.</summary>
internal sealed record Module(string Symbol, string Path, IReadOnlyList<string> Given);
