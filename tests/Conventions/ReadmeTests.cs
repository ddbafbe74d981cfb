using System.Text.RegularExpressions;

namespace LeadScoring.Tests.Conventions;

/// <summary>The README speaks of what is there, and of all that is asked for from outside.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Text = SourceTree.ReadText("README.md");

    [Fact]
    public void Every_file_it_names_exists() =>
        Offenders.None(PathInTicks().Matches(Text).Select(match => match.Groups[1].Value)
            .Where(path => !Path.Exists(Path.Combine(SourceTree.Root, path))));

    [Fact]
    public void Every_pure_decision_it_names_in_the_table_is_held_to_purity() =>
        Offenders.None(TableRow().Matches(Text).SelectMany(row => PathInTicks().Matches(row.Groups[1].Value))
            .Select(match => match.Groups[1].Value).Except(PurityTests.Pure().Select(file => file.Path)));

    [Fact]
    public void Every_door_stands_in_it_with_its_methods() =>
        Offenders.None(FunctionList.Http.Where(door => !Text.Split('\n').Any(line =>
            line.StartsWith('|') && line.Contains($" /{door.Route}`", StringComparison.Ordinal)
            && door.Methods.Where(method => method != "options")
                .All(method => line.Contains(method.ToUpperInvariant(), StringComparison.Ordinal)))));

    [Fact]
    public void Every_setting_the_app_asks_for_stands_in_it() =>
        Offenders.None(SourceTree.Functions.SelectMany(file => Setting().Matches(file.Code))
            .Select(match => match.Groups[1].Value.Replace(":", "__", StringComparison.Ordinal)).Distinct()
            .Where(setting => !Text.Contains($"`{setting}`", StringComparison.Ordinal)));

    [Fact]
    public void Every_package_of_the_app_is_accounted_for() =>
        Offenders.None(Package().Matches(SourceTree.ReadText("functions/LeadScoring.Functions.csproj"))
            .Select(match => match.Groups[1].Value)
            .Where(package => !Text.Contains(
                package.StartsWith("SQLitePCLRaw", StringComparison.Ordinal) ? "SQLitePCLRaw" : package,
                StringComparison.Ordinal)));

    [GeneratedRegex(@"`((?:functions|tests|\.ci|infra-bicep)/[\w./-]+)`")]
    private static partial Regex PathInTicks();

    /// <summary>The last column of the table that follows one lead.</summary>
    [GeneratedRegex(@"^\|[^|]+\|[^|]*\|[^|]*\|([^|]*`functions/[^|]*)\|$", RegexOptions.Multiline)]
    private static partial Regex TableRow();

    [GeneratedRegex(@"""((?:LeadScoring|SendGrid):\w+)""")]
    private static partial Regex Setting();

    [GeneratedRegex(@"PackageReference Include=""([\w.]+)""")]
    private static partial Regex Package();
}
