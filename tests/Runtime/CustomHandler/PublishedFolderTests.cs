using System.Reflection.PortableExecutable;
using System.Text.Json.Nodes;
using LeadScoring.Runtime.CustomHandler;
using LeadScoring.Tests.Conventions;

namespace LeadScoring.Tests.Runtime.CustomHandler;

/// <summary>What lies in the published folder, by its files alone.</summary>
[Collection(Published.Name)]
public sealed class PublishedFolderTests(PublishedApp published)
{
    /// <summary>A function of the self-host only.</summary>
    private const string TimeTravel = "TimeTravel";

    [Fact]
    public void Each_function_is_described_to_the_host_as_its_attributes_say()
    {
        var http = FunctionList.Http.Where(door => door.Name != TimeTravel).Select(door =>
            $"{door.Name} httpTrigger+http {string.Join(' ', door.Methods)} {door.Route} {door.Level}");
        var queues = FunctionList.Listeners.Select(listener =>
            $"{listener.Function} queueTrigger {listener.Queue} AzureWebJobsStorage");
        var timers = FunctionList.Timers.Select(timer =>
            $"{timer.Function} timerTrigger {timer.Trigger.Schedule} "
            + $"{timer.Trigger.RunOnStartup} {timer.Trigger.UseMonitor}");

        Assert.Equal(
            http.Concat(queues).Concat(timers).Order(StringComparer.OrdinalIgnoreCase),
            published.Functions.Select(Described).Order(StringComparer.OrdinalIgnoreCase),
            StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public void Methods_and_routes_are_those_of_the_contract() =>
        Assert.Equal(
            DoorTests.Contract.Select(door => door[..door.LastIndexOf(" (", StringComparison.Ordinal)])
                .Where(door => !door.StartsWith(TimeTravel, StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            published.Functions.Where(function => function.TriggerType == "httpTrigger")
                .Select(function => $"{function.Name}: {Methods(function)} {function.Trigger["route"]}")
                .Order(StringComparer.Ordinal));

    [Fact]
    public void A_binding_has_a_name_a_direction_and_nothing_that_the_host_does_not_know()
    {
        string[] known =
        [
            "type", "direction", "name", "authLevel", "methods", "route", "queueName", "connection", "schedule",
            "runOnStartup", "useMonitor",
        ];
        var bindings = published.Functions
            .SelectMany(function => function.Bindings).Select(binding => binding!.AsObject()).ToList();

        Assert.All(bindings, binding => Assert.NotEmpty((string)binding["name"]!));
        Assert.All(bindings, binding =>
            Assert.Equal((string)binding["type"]! == "http" ? "out" : "in", (string)binding["direction"]!));
        Offenders.None(bindings.SelectMany(binding => binding.Select(field => field.Key)).Except(known));
    }

    [Fact]
    public void The_hosts_settings_are_those_of_the_root_and_how_to_start_the_app()
    {
        var settings = published.HostJson.AsObject();
        var (handler, bundle) = (settings["customHandler"]!, settings["extensionBundle"]!);
        var start = handler["description"]!;

        Assert.Equal("/bin/sh run.sh", $"{start["defaultExecutablePath"]} {start["arguments"]![0]}");
        Assert.True((bool)handler["enableProxyingHttpRequest"]!);
        Assert.Equal("00:01:00", (string)handler["initializationTimeout"]!);
        Assert.Equal("Microsoft.Azure.Functions.ExtensionBundle [4.*, 5.0.0)", $"{bundle["id"]} {bundle["version"]}");
        settings.Remove("customHandler");
        settings.Remove("extensionBundle");
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(SourceTree.ReadText("host.json")), settings));
    }

    [Fact]
    public void It_brings_its_own_runtime_and_is_compiled_already()
    {
        Assert.True(File.Exists(Path.Combine(published.Folder, "libcoreclr.so")));
        Assert.True(File.Exists(Path.Combine(published.Folder, "Content", "scoring.json")));
        using var app = new PEReader(File.OpenRead(Path.Combine(published.Folder, "LeadScoring.Functions.dll")));
        Assert.True(app.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0, "not ReadyToRun");
    }

    [Fact]
    public void Publishing_again_removes_functions_that_are_no_more_and_nothing_else()
    {
        using var folder = new TempFolder();
        File.Copy(Path.Combine(SourceTree.Root, "host.json"), folder.File("host.json"));
        Directory.CreateDirectory(folder.File("Former"));
        File.WriteAllText(Path.Combine(folder.File("Former"), "function.json"), "{}");
        Directory.CreateDirectory(folder.File("Content"));

        Assert.Equal(0, PublishedFolder.Complete(folder.Path));
        var once = File.ReadAllText(folder.File("host.json"));
        Assert.Equal(0, PublishedFolder.Complete(folder.Path));

        Assert.Equal(once, File.ReadAllText(folder.File("host.json")));
        Assert.Equal(
            published.Functions.Select(function => function.Name).Append("Content").Order(StringComparer.Ordinal),
            Directory.EnumerateDirectories(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private static string Described(PublishedFunction function)
    {
        var trigger = function.Trigger;
        var types = string.Join('+', function.Bindings.Select(binding => (string)binding!["type"]!));
        return $"{function.Name} {types} " + function.TriggerType switch
        {
            "httpTrigger" => $"{Methods(function)} {trigger["route"]} {trigger["authLevel"]}",
            "queueTrigger" => $"{trigger["queueName"]} {trigger["connection"]}",
            _ => $"{trigger["schedule"]} {trigger["runOnStartup"]} {trigger["useMonitor"]}",
        };
    }

    private static string Methods(PublishedFunction function) =>
        string.Join(' ', function.Trigger["methods"]!.AsArray().Select(method => (string)method!));
}
