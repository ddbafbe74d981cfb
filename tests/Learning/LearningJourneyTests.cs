using System.Text.Json.Nodes;
using Azure.Data.Tables;
using LeadScoring.Learning;
using LeadScoring.Storage;
using LeadScoring.Tests.Contracts;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.RollOut;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Learning;

/// <summary>A brand with two years of history asks what it teaches.</summary>
public abstract class LearningJourneyTests(IReadOnlyList<string> store)
{
    private static readonly DateTimeOffset Now = new(2027, 2, 2, 0, 0, 0, TimeSpan.Zero); // a Tuesday

    [Fact]
    public async Task A_brand_learns_from_its_leads_and_says_what_it_knows()
    {
        await using var brand = await Brand.OpenAsync("2027-02-02T00:00:00Z", null, [.. store]);
        await LiveAsync(brand, leads: 700);
        var before = await ListedAsync(brand);
        Assert.All(before, lead => Assert.Equal((null, "Nothing has been learned yet."), Said(lead)));
        Assert.Equal("Nothing has been learned yet.", (string?)(await CalibrationAsync(brand))["reason"]);

        var trained = await brand.PostAsync("/api/scoring/model/train", new { product = "car" }, 200);

        Assert.True(trained["reason"] is null, trained.ToJsonString());
        Assert.True((int)trained["training"]!["orders"]! >= 50);
        Assert.Equal(10, trained["horizons"]![0]!["bins"]!.AsArray().Count);
        Assert.Equal(trained.ToJsonString(), (await CalibrationAsync(brand)).ToJsonString());
        await ExpectChancesAsync(brand);

        var found = await brand.PostAsync("/api/scoring/suggestions", new { product = "car", most = 2_000 }, 200);
        var weights = found["weights"]!.AsArray().ToDictionary(weight => (string)weight!["type"]!, weight => weight!);
        Assert.False((bool)weights["test-drive"]["tooLittleData"]!, weights["test-drive"].ToJsonString());
        Assert.True((double)weights["test-drive"]["suggested"]! > (double)weights["brochure"]["suggested"]!);
        Assert.True((bool)weights["complaint"]["tooLittleData"]!);
        Assert.Equal(2, (int)found["draft"]!["version"]!);
        Assert.Equal(before.Count, (await ListedAsync(brand)).Count);
    }

    [Fact]
    public async Task The_timer_trains_once_a_week_and_a_second_one_of_another_instance_finds_it_done()
    {
        await using var brand = await Brand.OpenAsync("2027-02-02T00:00:00Z", null, [.. store]);
        await LiveAsync(brand, leads: 20);
        Assert.Equal(0, await ModelsAsync(brand));

        await brand.TravelAsync(new { now = "2027-02-08T03:00:00Z" });
        Assert.Equal(1, await ModelsAsync(brand)); // of the line that has leads
        await brand.SettleAsync();
        var twin = ActivatorUtilities.CreateInstance<TrainingHandler>(brand.Services);
        await twin.TrainWhatIsDueAsync(isPastDue: true, default);
        Assert.Equal(1, await ModelsAsync(brand));

        await brand.TravelAsync(new { now = "2027-02-16T00:00:00Z" });
        Assert.Equal(2, await ModelsAsync(brand));
        var said = await CalibrationAsync(brand, "&lang=ja");
        Assert.Contains("足りません", (string)said["reason"]!, StringComparison.Ordinal);
        Assert.StartsWith("2027-02-15", (string)said["trainedAt"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_with_other_points_have_a_model_of_their_own_the_next_night()
    {
        await using var brand = await Brand.OpenAsync("2027-02-02T00:00:00Z", Rulebook.Quick, [.. store]);
        await LiveAsync(brand, leads: 20);
        await brand.PostAsync("/api/scoring/model/train", new { product = "car" }, 200);
        await brand.PublishAsync(Rulebook.Version(2, rules => rules.Points("test-drive", 50)));
        await brand.SettleAsync();
        var outdated = (string)(await CalibrationAsync(brand))["trainedAt"]!;

        await brand.TravelAsync(new { now = "2027-02-03T03:30:00Z" });
        Assert.Equal(2, await ModelsAsync(brand));
        Assert.NotEqual(outdated, (string)(await CalibrationAsync(brand))["trainedAt"]!);
        await brand.TravelAsync(new { now = "2027-02-04T03:30:00Z" });
        Assert.Equal(2, await ModelsAsync(brand));
    }

    [Fact]
    public async Task Who_dies_while_training_leaves_the_model_that_was_in_force()
    {
        await using var brand = await Brand.OpenAsync("2027-02-02T00:00:00Z", null, [.. store]);
        await LiveAsync(brand, leads: 20);
        await brand.PostAsync("/api/scoring/model/train", new { product = "car" }, 200);
        var before = (await CalibrationAsync(brand)).ToJsonString();
        await brand.TravelAsync(new { now = "2027-02-03T00:00:00Z" });

        using var killed = new CancellationTokenSource();
        var training = ActivatorUtilities.CreateInstance<TrainingHandler>(brand.Services);
        var product = brand.Services.GetRequiredService<LeadScoring.Publishing.InForce>().Edition.Rules.Products["car"];
        await killed.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => training.TrainAsync(product, killed.Token));

        Assert.Equal(before, (await CalibrationAsync(brand)).ToJsonString());
        Assert.Equal(1, await ModelsAsync(brand));
    }

    [Fact]
    public async Task Mistakes_are_named()
    {
        await using var brand = await Brand.OpenAsync("2027-02-02T00:00:00Z", null, [.. store]);
        foreach (var (path, body, field) in new (string, object, string)[]
        {
            ("/api/scoring/model/train", new { product = "boat" }, "product"),
            ("/api/scoring/model/train", new { }, "product"),
            ("/api/scoring/suggestions", new { product = "car", horizonDays = 3 }, "horizonDays"),
            ("/api/scoring/suggestions", new { product = "car", most = 50_000 }, "most"),
            ("/api/scoring/suggestions", new { product = "car", horizon = 90 }, "horizon"),
        })
            Assert.NotNull((await brand.PostAsync(path, body, 400))["errors"]![field]);
        Assert.NotNull((await brand.GetAsync("/api/insights/calibration", 400))["errors"]!["product"]);
        Assert.NotNull((await brand.GetAsync("/api/insights/calibration?product=car&top=1", 400))["errors"]!["top"]);
    }

    /// <summary>The list and the lead's page say the same, and longer is never less likely.</summary>
    private static async Task ExpectChancesAsync(Brand brand)
    {
        foreach (var lead in (await ListedAsync(brand)).Take(5))
        {
            var chances = lead["probability"]!;
            var values = new[] { "in30", "in90", "in180", "in365" }.Select(name => (double?)chances[name])
                .Where(value => value is not null).ToList();
            Assert.NotEmpty(values);
            Assert.Equal(values.Order(), values);
            Assert.All(values, value => Assert.InRange(value!.Value, 0, 1));
            Assert.Equal("2027-02-02T00:00:00Z", ((string)chances["model"]!)[..10] + "T00:00:00Z");
            var page = await brand.GetAsync($"/api/leads/{lead["leadId"]}");
            Assert.Equal(
                chances.ToJsonString(), page["products"]!.AsArray().Single()!["probability"]!.ToJsonString());
        }
    }

    /// <summary>Half drive, and of these far more buy; all look at a page; it goes on for two years.</summary>
    private static async Task LiveAsync(Brand brand, int leads)
    {
        var random = new Random(leads);
        var (reactions, purchases) = (new List<object>(), new List<object>());
        for (var lead = 0; lead < leads; lead++)
        {
            var begun = Now.AddDays(-random.Next(40, 720));
            var drove = lead % 2 == 0;
            reactions.Add(Item(lead, "page-view", begun));
            if (drove) reactions.Add(Item(lead, "test-drive", begun.AddDays(random.Next(1, 10))));
            if (lead % 3 == 0) reactions.Add(Item(lead, "brochure", begun.AddDays(random.Next(1, 10))));
            var orders = begun.AddDays(random.Next(12, 70));
            if (random.NextDouble() >= (drove ? .6 : .1) || orders >= Now) continue;
            purchases.Add(new
            {
                id = $"p-{lead}", email = $"lead-{lead}@example.jp", occurredAt = orders, product = "car",
                amount = 3_000_000, currency = "JPY",
            });
        }
        foreach (var call in reactions.Chunk(1_000)) await brand.PostAsync("/api/reactions", new { reactions = call });
        await brand.PostAsync("/api/purchases", new { purchases });
        await brand.SettleAsync();
    }

    private static object Item(int lead, string type, DateTimeOffset occurredAt) =>
        new { id = $"{type}-{lead}", email = $"lead-{lead}@example.jp", type, occurredAt, product = "car" };

    private static async Task<List<JsonNode>> ListedAsync(Brand brand) =>
        [.. (await brand.GetAsync("/api/leads?product=car&top=1000"))["leads"]!.AsArray().Select(lead => lead!)];

    private static (string?, string?) Said(JsonNode lead) =>
        (lead["probability"]?.ToJsonString(), (string?)lead["probabilityReason"]);

    private static Task<JsonNode> CalibrationAsync(Brand brand, string more = "") =>
        brand.GetAsync("/api/insights/calibration?product=car" + more);

    private static async Task<int> ModelsAsync(Brand brand) =>
        await brand.Services.GetRequiredService<Tables>().Models.QueryAsync<TableEntity>().CountAsync();
}

public sealed class EmbeddedLearning() : LearningJourneyTests([]);

[Collection(Azurite.Name), Trait("needs", Azurite.Name)]
public sealed class AzuriteLearning(AzuriteBackEnd azurite) : LearningJourneyTests(azurite.NewStore());
