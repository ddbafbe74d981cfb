using System.Diagnostics;
using System.Text.Json.Nodes;
using LeadScoring.Tests.Contracts;
using LeadScoring.Tests.Conventions;

namespace LeadScoring.Tests.Runtime.CustomHandler;

/// <summary>
/// The folder that <c>dotnet publish</c> leaves: <c>tests/run</c>'s, else made once per run with the command of the
/// README.
/// </summary>
public sealed class PublishedApp : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    /// <summary>What <c>tests/run</c> published; null: the runner was started without it.</summary>
    internal static string? Made { get; } =
        Environment.GetEnvironmentVariable("LEADSCORING_PUBLISHED") is { Length: > 0 } folder ? folder : null;

    public string Folder => Made ?? _folder.File("out");

    /// <summary>The functions that the host finds in the folder, with their bindings.</summary>
    internal IReadOnlyList<PublishedFunction> Functions =>
        [.. Directory.EnumerateDirectories(Folder)
            .Where(folder => File.Exists(Path.Combine(folder, "function.json")))
            .Order(StringComparer.Ordinal)
            .Select(folder => new PublishedFunction(
                Path.GetFileName(folder), Json(Path.Combine(folder, "function.json"))["bindings"]!.AsArray()))];

    internal JsonNode HostJson => Json(Path.Combine(Folder, "host.json"));

    public async ValueTask InitializeAsync()
    {
        if (Made is not null) return;
        var command = new ProcessStartInfo(
            "dotnet", ["publish", "functions", "-c", "Release", "-o", Folder, "--nologo", "-m:1"])
        {
            WorkingDirectory = SourceTree.Root,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        // Servers that the build would leave behind would hold on to its output, and the reading below would not end.
        command.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        command.Environment["UseSharedCompilation"] = "false";
        using var publish = Process.Start(command)!;
        var output = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        Assert.True(publish.ExitCode == 0, output);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static JsonNode Json(string file) => JsonNode.Parse(File.ReadAllText(file))!;
}

/// <summary>A function's folder: its name, and what its <c>function.json</c> says.</summary>
internal sealed record PublishedFunction(string Name, JsonArray Bindings)
{
    public JsonNode Trigger => Bindings[0]!;

    public string TriggerType => (string)Trigger["type"]!;

    public string Binding => (string)Trigger["name"]!;
}

/// <summary>One published folder and one emulator for all tests of it.</summary>
[CollectionDefinition(Name)]
public sealed class Published : ICollectionFixture<PublishedApp>, ICollectionFixture<AzuriteBackEnd>
{
    public const string Name = "published";
}
