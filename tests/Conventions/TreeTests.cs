using System.Text.RegularExpressions;

namespace LeadScoring.Tests.Conventions;

/// <summary>The tree shows the flow: where things are, what they are called, how large they may get.</summary>
public sealed partial class TreeTests
{
    internal const int MaxLines = 250;
    internal const int MaxColumns = 120; // as .editorconfig says

    [Fact]
    public void No_source_file_is_longer_than_250_lines() =>
        Offenders.None(SourceTree.All.Where(file => file.Text.Count(c => c == '\n') > MaxLines));

    [Fact]
    public void No_line_of_a_source_file_is_longer_than_120_characters() =>
        Offenders.None(SourceTree.All.SelectMany(file => file.Text.Split('\n').Index()
            .Where(line => line.Item.TrimEnd('\r').Length > MaxColumns)
            .Select(line => $"{file}:{line.Index + 1} has {line.Item.TrimEnd('\r').Length}")));

    [Fact]
    public void Namespaces_follow_folders() =>
        Offenders.None(SourceTree.All.Where(file => !SourceTree.IsStandIn(file) && file.Name != "Program")
            .Where(file => NamespaceOf(file) != Expected(file))
            .Select(file => $"{file}: {NamespaceOf(file)} instead of {Expected(file)}"));

    [Fact]
    public void No_file_is_compiled_differently_from_build_to_build_but_Program() =>
        Offenders.None(SourceTree.All.Where(file => file.Name != "Program" && Conditional().IsMatch(file.Text)));

    [Fact]
    public void Functions_are_declared_only_in_files_that_say_so() =>
        Offenders.None(SourceTree.Functions.Where(file =>
            file.Code.Contains("[Function(", StringComparison.Ordinal)
            && !file.Name.EndsWith("Functions", StringComparison.Ordinal)));

    [Fact]
    public void Each_interface_has_two_implementations_that_run()
    {
        var types = typeof(Program).Assembly.GetTypes();
        Offenders.None(types
            .Where(type => type.IsInterface)
            .Where(type => type.Namespace?.StartsWith("LeadScoring", StringComparison.Ordinal) == true)
            .Where(type => types.Count(other =>
                other is { IsClass: true, IsAbstract: false } && type.IsAssignableFrom(other)) < 2));
    }

    [Fact]
    public void The_host_settings_of_the_root_lie_beside_the_app() =>
        Assert.Equal(
            SourceTree.ReadText("host.json"), File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "host.json")));

    private static string NamespaceOf(SourceFile file) => Namespace().Match(file.Text).Groups[1].Value;

    private static string Expected(SourceFile file)
    {
        var parts = file.Folder.Split('/');
        return string.Join('.', (string[])[parts[0] == "tests" ? "LeadScoring.Tests" : "LeadScoring", .. parts[1..]]);
    }

    [GeneratedRegex(@"^namespace ([\w.]+);$", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^\s*#(if|pragma)\b", RegexOptions.Multiline)]
    private static partial Regex Conditional();
}
