using System.Text;
using System.Text.Json.Nodes;
using LeadScoring.Tests.Journeys;

namespace LeadScoring.Tests.Imports;

/// <summary>What the tests of imports ask of a running app again and again.</summary>
internal static class ImportBrand
{
    /// <summary>Makes an import, sends its file in one part, and runs it to its end.</summary>
    public static async Task<JsonNode> ImportAsync(
        this Brand brand, object definition, string file, bool dryRun = false)
    {
        var id = (string)(await brand.PostAsync("/api/imports", definition, 201))["id"]!;
        await brand.PutFileAsync(id, Encoding.UTF8.GetBytes(file));
        return await brand.StartAsync(id, dryRun);
    }

    public static async Task PutFileAsync(this Brand brand, string id, byte[] bytes, int part = 1, int status = 200)
    {
        using var content = new ByteArrayContent(bytes);
        using var answer = await brand.Http.PutAsync($"/api/imports/{id}/file?part={part}", content);
        Assert.True((int)answer.StatusCode == status, await answer.Content.ReadAsStringAsync());
    }

    public static async Task<JsonNode> StartAsync(this Brand brand, string id, bool dryRun = false)
    {
        await brand.PostAsync($"/api/imports/{id}/start", new { dryRun });
        await brand.SettleAsync();
        return await brand.GetAsync($"/api/imports/{id}");
    }

    public static async Task<JsonNode> UndoAsync(this Brand brand, string id)
    {
        await brand.PostAsync($"/api/imports/{id}/undo", new { });
        await brand.SettleAsync();
        return (await brand.GetAsync($"/api/imports/{id}"))["import"]!;
    }

    public static (int Read, int New, int Changed, int Known, int Wrong) Lines(JsonNode shown)
    {
        var lines = shown["import"]!["lines"]!;
        return (Of("read"), Of("accepted"), Of("changed"), Of("unchanged"), Of("rejected"));

        int Of(string name) => (int)lines[name]!;
    }
}
