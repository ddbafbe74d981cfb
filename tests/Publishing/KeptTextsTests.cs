using Azure.Data.Tables;
using LeadScoring.Publishing;
using LeadScoring.Storage;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.RollOut;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Publishing;

/// <summary>The texts of publications, in the store and in memory: those that something names, no others.</summary>
public sealed class KeptTextsTests
{
    [Fact]
    public async Task What_was_refused_leaves_nothing_in_the_store()
    {
        await using var brand = await Brand.OpenAsync();
        var before = await TextsAsync(brand);
        var template = await brand.TemplateAsync("car-welcome");
        template["ja.subject"] = "{{#if}}";
        await brand.PublishTemplateAsync("car-welcome", template, 400);
        await brand.PublishScenarioAsync(
            ScenarioPublishing.Scenario("car-new", 2, scenario => scenario["enter"]!["stage"] = "dreaming"), 400);
        Assert.Equal(before, await TextsAsync(brand));

        template["ja.subject"] = "はじめまして";
        await brand.PublishTemplateAsync("car-welcome", template);
        Assert.Equal(before + 1, await TextsAsync(brand));
    }

    [Fact]
    public async Task A_text_that_nothing_names_any_more_leaves_the_memory()
    {
        await using var brand = await Brand.OpenAsync(more: Rulebook.Quick);
        var sets = brand.Services.GetRequiredService<NurtureSets>();
        var template = await brand.TemplateAsync("car-welcome");
        var digest = Digest.Of((string)template["ja.subject"]!);
        template["ja.subject"] = "はじめまして";
        await brand.PublishTemplateAsync("car-welcome", template);

        await brand.Services.GetRequiredService<NurtureStore>().SaveTextsAsync([new(digest, "read anew")], default);

        Assert.Equal("read anew", await sets.TextAsync(digest, default));
    }

    [Fact]
    public async Task A_template_of_more_files_than_are_taken_is_refused_and_not_cut()
    {
        await using var brand = await Brand.OpenAsync();
        var files = await brand.TemplateAsync("car-welcome");
        for (var file = 0; files.Count <= 200; file++) files[$"ja.part{file}"] = "a";

        var refused = await brand.PublishTemplateAsync("car-welcome", files, 400);

        Assert.Equal(["files"], refused.Errors());
        Assert.Contains("201", refused.ToJsonString(), StringComparison.Ordinal);
    }

    private static async Task<int> TextsAsync(Brand brand) => await brand.Services.GetRequiredService<Tables>().Settings
        .QueryAsync<TableEntity>("PartitionKey eq 'nurture' and RowKey ge 'text|' and RowKey lt 'text}'").CountAsync();
}
