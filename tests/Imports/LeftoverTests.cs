using System.Text;
using Azure.Data.Tables;
using LeadScoring.Imports;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Rights;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Imports;

/// <summary>What an import leaves where a process dies in the midst of it, or two are at work at once.</summary>
public sealed class LeftoverTests
{
    private static readonly object OfLeads = new
    {
        id = "fair", kind = "leads", mapping = new { email = "mail", name = "name" },
    };

    private static readonly byte[] File = Encoding.UTF8.GetBytes("mail,name\nhanako@example.jp,山田花子\n");

    [Fact]
    public async Task A_part_that_came_as_the_process_died_goes_with_the_rest_of_a_file_that_nobody_starts()
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z");
        await brand.PostAsync("/api/imports", OfLeads, 201);
        await brand.PutFileAsync("fair", File);
        await Store(brand).AddPartAsync("fair", new ImportPart(2, File.Length, "lost"), File, default);
        Assert.Equal(2, await PartsAsync(brand));

        await brand.AdvanceAsync("P8D");

        Assert.Equal(0, await PartsAsync(brand));
        Assert.Empty((await brand.GetAsync("/api/imports/fair"))["import"]!["parts"]!.AsArray());
    }

    [Fact]
    public async Task A_part_that_came_as_its_import_was_removed_goes()
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z");
        await brand.PostAsync("/api/imports", OfLeads, 201);
        await brand.PutFileAsync("fair", File);
        using var removed = await brand.Http.DeleteAsync("/api/imports/fair");
        Assert.True(removed.IsSuccessStatusCode);
        await Store(brand).AddPartAsync("fair", new ImportPart(1, File.Length, "late"), File, default);

        await brand.AdvanceAsync("P8D");

        Assert.Equal(0, await PartsAsync(brand));
    }

    [Theory]
    [InlineData("import")]
    [InlineData("imports")]
    public async Task Whatever_an_import_is_called_its_removal_takes_no_other_along(string name)
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z");
        await brand.PostAsync("/api/imports", OfLeads, 201);
        var other = new { id = name, kind = "leads", mapping = new { email = "mail" } };
        await brand.PostAsync("/api/imports", other, 201);

        using var removed = await brand.Http.DeleteAsync($"/api/imports/{name}");

        Assert.True(removed.IsSuccessStatusCode);
        var left = Assert.Single((await brand.GetAsync("/api/imports"))["imports"]!.AsArray());
        Assert.Equal("fair", (string?)left!["id"]);
    }

    [Fact]
    public async Task An_undo_waits_for_the_slice_at_work_however_often_it_is_asked_for()
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z");
        await brand.PostAsync("/api/imports", OfLeads, 201);
        await brand.PutFileAsync("fair", File);
        var (import, version) = (await Store(brand).FindAsync("fair", default))!.Value;
        var running = import.Starting(isDry: false, import.CreatedAt, ["mail", "name"]);
        Assert.True(await Store(brand).TrySaveAsync(running, version, default));

        foreach (var _ in new[] { 1, 2 })
        {
            await brand.PostAsync("/api/imports/fair/undo", new { });
            await brand.SettleAsync();
            Assert.Equal(ImportPhase.Undoing, await PhaseAsync(brand));
        }
        // The slice, which knows of nothing, notes its lead and takes it in.
        var slices = brand.Services.GetRequiredService<SliceHandler>();
        var after = await slices.NextAsync(running, default);
        Assert.Equal(1, after.Accepted);
        await brand.FindAsync("hanako@example.jp");

        await brand.AdvanceAsync("PT3M");

        Assert.Equal(ImportPhase.Undone, await PhaseAsync(brand));
        await brand.PostAsync("/api/leads/find", new { email = "hanako@example.jp" }, 404);
    }

    private static ImportStore Store(Brand brand) => brand.Services.GetRequiredService<ImportStore>();

    private static async Task<ImportPhase> PhaseAsync(Brand brand) =>
        (await Store(brand).FindAsync("fair", default))!.Value.State.Phase;

    private static async Task<int> PartsAsync(Brand brand) => await brand.Tables().Imports
        .QueryAsync<TableEntity>("PartitionKey eq 'fair' and RowKey ge 'part|' and RowKey lt 'part}'").CountAsync();
}
