using System.Text.RegularExpressions;
using LeadScoring.Tests.Conventions;

namespace LeadScoring.Tests.Infra;

/// <summary>The templates fit together, and to the code that runs on what they make.</summary>
public sealed partial class BicepTests
{
    /// <summary>Azure's built-in roles that the app needs; another one in a template is a slip or a widening.</summary>
    private static readonly Dictionary<string, string> Roles = new()
    {
        ["b7e6dc6d-f1e8-4753-8033-0f276bb0955b"] = "Storage Blob Data Owner",
        ["974c5e8b-45b9-4653-ba55-5f855dd0fb88"] = "Storage Queue Data Contributor",
        ["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"] = "Storage Table Data Contributor",
        ["3913510d-42f4-4e42-8a64-420c390055eb"] = "Monitoring Metrics Publisher",
        ["4633458b-17de-408a-874c-0445c86b69e6"] = "Key Vault Secrets User",
    };

    private static BicepFile Storage => BicepFile.Of("infra-bicep/modules/storage.bicep");

    [Fact]
    public void The_queues_are_those_of_the_flow_each_with_its_poison_queue()
    {
        Assert.Equal(Queues.All, Storage.Strings("queues"));
        Assert.Contains("name: '${queue}-poison'", Storage.Code, StringComparison.Ordinal);
    }

    [Fact]
    public void The_tables_are_those_of_the_code() =>
        Assert.Equal(
            TableInCode().Matches(SourceTree.ReadText("functions/Storage/Tables.cs"))
                .Select(match => match.Groups[1].Value).Order(),
            Storage.Strings("tables").Order());

    [Fact]
    public void Every_module_is_there_used_and_given_exactly_what_it_asks_for()
    {
        var modules = BicepFile.Main.Modules;
        Assert.Equal(
            BicepFile.Templates.Except([BicepFile.Main]).Select(file => file.Path),
            modules.Select(module => module.Path).Order(StringComparer.Ordinal));
        Offenders.None(modules.SelectMany(module =>
        {
            var wanted = BicepFile.Of(module.Path).Params.Select(param => param.Name).ToList();
            return module.Given.Except(wanted).Concat(wanted.Except(module.Given))
                .Select(name => $"{module.Path}: {name}");
        }));
    }

    [Fact]
    public void Every_output_that_is_asked_for_is_given() =>
        Offenders.None(OutputUse().Matches(BicepFile.Main.Code).Where(use =>
            !BicepFile.Of(BicepFile.Main.Modules.Single(module => module.Symbol == use.Groups[1].Value).Path)
                .Outputs.Contains(use.Groups[2].Value)).Select(use => use.Value));

    [Fact]
    public void Nothing_is_declared_for_nothing() =>
        Offenders.None(BicepFile.Templates.SelectMany(file => file.Params.Select(param => param.Name).Concat(file.Vars)
            .Where(name => file.Uses(name) < 2 && !file.Code.Contains($"${{{name}}}", StringComparison.Ordinal))
            .Select(name => $"{file}: {name}")));

    [Fact]
    public void Brackets_close() =>
        Offenders.None(BicepFile.All.Where(file => "{}[]()".Chunk(2).Any(pair =>
            file.Code.Count(c => c == pair[0]) != file.Code.Count(c => c == pair[1]))));

    [Fact]
    public void Parameter_files_set_what_must_be_set_and_know_what_they_set()
    {
        Assert.Equal(
            ["infra-bicep/main.dev.bicepparam", "infra-bicep/main.prod.bicepparam"],
            BicepFile.Parameters.Select(file => file.Path));
        var known = BicepFile.Main.Params;
        Offenders.None(BicepFile.Parameters.SelectMany(file =>
        {
            Assert.StartsWith("using 'main.bicep'\n", file.Text, StringComparison.Ordinal);
            var set = file.Params.Select(param => param.Name).ToList();
            return set.Except(known.Select(param => param.Name))
                .Concat(known.Where(param => param.Value is null).Select(param => param.Name).Except(set))
                .Select(name => $"{file}: {name}");
        }));
    }

    [Fact]
    public void Secrets_are_parameters_that_no_file_gives_a_value()
    {
        Offenders.None(BicepFile.Templates.SelectMany(file => file.Params.Where(IsSecret)
            .Where(param => !param.IsSecure || param.Value is not (null or "''"))
            .Select(param => $"{file}: {param.Name}")));
        Offenders.None(BicepFile.Parameters.SelectMany(file => file.Params.Where(IsSecret)
            .Where(param => !param.Value!.StartsWith("readEnvironmentVariable('", StringComparison.Ordinal))
            .Select(param => $"{file}: {param.Name}")));
        Assert.Equal(
            ["functionKey", "linkSecret", "sendGridKey", "alertWebhookSecret"],
            BicepFile.Main.Params.Where(param => param.IsSecure).Select(param => param.Name));
        Offenders.None(BicepFile.All.Where(file => KeyInUse().IsMatch(file.Code)));
        Assert.Contains("allowSharedKeyAccess: false", Storage.Code, StringComparison.Ordinal);
    }

    [Fact]
    public void Roles_are_the_ones_that_are_needed() =>
        Assert.Equal(
            Roles.Keys.Order(),
            BicepFile.Templates.SelectMany(file => Guids().Matches(file.Code)).Select(match => match.Value).Order());

    [Fact]
    public void The_apps_settings_are_those_that_the_readme_tells_of_and_none_that_azure_needs_is_missing()
    {
        var set = Setting().Matches(BicepFile.Of("infra-bicep/modules/app.bicep").Code)
            .Select(match => match.Groups[1].Value).ToList();
        var readme = SourceTree.ReadText("README.md");
        Offenders.None(set.Where(setting => !readme.Contains($"`{setting}`", StringComparison.Ordinal)));
        Offenders.None(new[]
        {
            "AzureWebJobsStorage__accountName", "LeadScoring__FunctionKey", "LeadScoring__LinkSecret",
            "LeadScoring__PublicUrl", "LeadScoring__AlertWebhookUrl", "LeadScoring__AlertWebhookSecret",
            "SendGrid__ApiKey",
        }.Except(set));
    }

    [Fact]
    public void Both_ways_to_run_have_a_runtime()
    {
        Assert.Contains(
            "@allowed(['custom', 'dotnet-isolated'])\nparam runtime", BicepFile.Main.Code, StringComparison.Ordinal);
        var app = BicepFile.Of("infra-bicep/modules/app.bicep").Code;
        Assert.Contains("custom: { name: 'custom', version: '1.0' }", app, StringComparison.Ordinal);
        Assert.Contains(
            "'dotnet-isolated': { name: 'dotnet-isolated', version: '10.0' }", app, StringComparison.Ordinal);
        Assert.DoesNotContain("FUNCTIONS_WORKER_RUNTIME", app, StringComparison.Ordinal);
    }

    private static bool IsSecret(Parameter param) =>
        param.Name.EndsWith("Key", StringComparison.Ordinal) || param.Name.EndsWith("Secret", StringComparison.Ordinal);

    [GeneratedRegex(@"GetTableClient\(""(\w+)""\)")]
    private static partial Regex TableInCode();

    [GeneratedRegex(@"\b(\w+)\.outputs\.(\w+)")]
    private static partial Regex OutputUse();

    [GeneratedRegex(@"\b(?:listKeys|listAccountSas|AccountKey)\b", RegexOptions.IgnoreCase)]
    private static partial Regex KeyInUse();

    [GeneratedRegex(@"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Guids();

    [GeneratedRegex(@"\b((?:LeadScoring|SendGrid|AzureWebJobsStorage)__\w+):")]
    private static partial Regex Setting();
}
