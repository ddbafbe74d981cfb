using System.Diagnostics;
using System.Text.Json.Nodes;
using LeadScoring.Tests.Conventions;

namespace LeadScoring.Tests.Interop;

/// <summary>
/// Runs <c>tests/node/interop.mjs</c>, which uses the storage service's official clients for JavaScript. Where they are
/// not installed, the tests that ask for it show as skipped.
/// </summary>
internal static class JavaScript
{
    private static readonly string Folder = Path.Combine(SourceTree.Root, "tests", "node");

    /// <summary>What the script printed; its failure fails the test with what it said.</summary>
    public static async Task<JsonNode> RunAsync(string command, string connection, string name)
    {
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(Folder, "node_modules", "@azure", "data-tables")),
            "The official JavaScript clients are not installed: run npm ci in tests/node.");
        using var node = Process.Start(
            new ProcessStartInfo("node", [Path.Combine(Folder, "interop.mjs"), command, connection, name])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            })!;
        var (said, complained) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await complained);
        return JsonNode.Parse(await said)!;
    }
}
