using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadScoring.Tests.Conventions;
using LeadScoring.Tests.Storage;

namespace LeadScoring.Tests.Docs;

/// <summary>A body, and where in the document the schema stands that it must follow.</summary>
internal sealed record DescribedBody(string Title, string Pointer, JsonNode? Value);

/// <summary>
/// Holds documents against OpenAPI and bodies against documents, by <c>tests/node/openapi.mjs</c>; where its libraries
/// are not installed, the tests that ask for it show as skipped.
/// </summary>
internal static class Validation
{
    private static readonly string Folder = Path.Combine(SourceTree.Root, "tests", "node");

    public static void SkipUnlessInstalled() => Assert.SkipUnless(
        Directory.Exists(Path.Combine(Folder, "node_modules", "@seriousme", "openapi-schema-validator")),
        "The validator of OpenAPI documents is not installed: run npm ci in tests/node.");

    /// <summary>What is wrong with the document, and with the bodies.</summary>
    public static async Task<(IReadOnlyList<string> Document, IReadOnlyList<string> Bodies)> RunAsync(
        JsonNode document, IReadOnlyList<DescribedBody> bodies)
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("openapi.json");
        await File.WriteAllTextAsync(
            file, JsonSerializer.Serialize(new { document, bodies }, JsonSerializerOptions.Web));
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(Folder, "openapi.mjs"), file])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var (said, complained) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await complained);
        var found = JsonNode.Parse(await said)!;
        return (Errors(found["document"]!), Errors(found["bodies"]!));
    }

    /// <summary>Of the schema of a body: of a request, or of the answer with a status.</summary>
    public static string Pointer(string route, string method, string? status, string mediaType) => string.Concat(
        new[] { "paths", "/" + route, method }
            .Concat(status is null ? ["requestBody"] : ["responses", status]).Concat(["content", mediaType, "schema"])
            .Select(part => "/" + Uri.EscapeDataString(
                part.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal))));

    private static List<string> Errors(JsonNode errors) => [.. errors.AsArray().Select(error => error!.ToString())];
}
