using System.Text.Json;
using System.Text.Json.Nodes;
using LeadScoring.Runtime.Invocations;

namespace LeadScoring.Runtime.CustomHandler;

/// <summary>
/// Makes a published app into what the Functions host expects: a <c>function.json</c> per function, and in the folder's
/// copy of <c>host.json</c> how the app is started. Runs at the end of <c>dotnet publish</c>, in the published app.
/// </summary>
internal static class PublishedFolder
{
    public const string Argument = "--complete-published-folder";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    /// <summary>The bundle is the host's own code for queues; it is there already, and needs no restore.</summary>
    private const string HostSettings = """
        {
          "customHandler": {
            "description": { "defaultExecutablePath": "/bin/sh", "arguments": ["run.sh"] },
            "enableProxyingHttpRequest": true,
            "initializationTimeout": "00:01:00"
          },
          "extensionBundle": { "id": "Microsoft.Azure.Functions.ExtensionBundle", "version": "[4.*, 5.0.0)" }
        }
        """;

    /// <summary>May run again on the same folder. The exit code of the process.</summary>
    public static int Complete(string folder)
    {
        var functions = new FunctionCatalog(FunctionCatalog.TypesOf(typeof(PublishedFolder).Assembly)).All;
        RemoveFormerFunctions(folder, functions.Select(function => function.Name));
        foreach (var function in functions)
            Write(Path.Combine(folder, function.Name, "function.json"), Bindings.Of(function));
        AddHostSettings(Path.Combine(folder, "host.json"));
        return 0;
    }

    /// <summary>The host would call a function of an earlier publish that no longer exists all the same.</summary>
    private static void RemoveFormerFunctions(string folder, IEnumerable<string> names)
    {
        foreach (var function in Directory.EnumerateDirectories(folder))
        {
            var isFunction = File.Exists(Path.Combine(function, "function.json"));
            if (isFunction && !names.Contains(Path.GetFileName(function), StringComparer.Ordinal))
                Directory.Delete(function, recursive: true);
        }
    }

    private static void AddHostSettings(string file)
    {
        var settings = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(HostSettings)!.AsObject()) settings[name] = value!.DeepClone();
        Write(file, settings);
    }

    private static void Write(string file, JsonObject json)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, json.ToJsonString(Readable) + "\n");
    }
}
