using LeadScoring.Consent;
using LeadScoring.Storage;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Publishing;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Consent;

/// <summary>The words people agree to are evidence: what they were, and from when to when.</summary>
public sealed class WordingsTests
{
    private const string File = "campaigns/car-launch-2026.json";
    private const string Hanako = "hanako@example.jp";

    [Fact]
    public async Task Other_words_under_a_known_version_stop_the_start()
    {
        using var content = new SpoiledContent();
        await using var brand = await Brand.OpenAsync(null, null, Path(content));
        content.Replace(File, "I can stop the mails at any time.", "I can never stop the mails.");

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => brand.RestartAsync(Path(content)));

        Assert.Contains($"{File}: optIn.version: 2026-01", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_keeps_the_time_in_which_it_was_in_force()
    {
        using var content = new SpoiledContent();
        await using var brand = await Brand.OpenAsync("2031-02-01T00:00:00Z", null, Path(content));
        await NewVersionAsync(brand, content, "2026-01\",", "2031-02\",");
        await NewVersionAsync(brand, content, "2031-02\",", "2026-01\",");

        var first = Assert.Single(await PeriodsAsync(brand, "2031-02"));
        var twice = await PeriodsAsync(brand, "2026-01");

        Assert.NotNull(first.Until);
        Assert.Equal(2, twice.Count);
        Assert.Equal(first.From, twice[0].Until);
        Assert.Equal(first.Until, twice[1].From);
        Assert.Null(twice[1].Until);
    }

    [Fact]
    public async Task A_consent_names_since_when_its_words_were_shown_and_ends_where_new_ones_ask_for_it()
    {
        using var content = new SpoiledContent();
        await using var brand = await Brand.OpenAsync("2026-11-24T01:00:00Z", null, Path(content));
        await brand.PostAsync(
            "/api/campaigns/car-launch-2026/entries", new { email = Hanako, locale = "ja", optIn = true });
        await brand.SettleAsync();
        await brand.ConfirmAsync(Assert.Single(brand.Mails()));
        var consents = (await brand.FindAsync(Hanako))["consents"]!;
        var shown = consents["record"]!.AsArray().Single(row => (string?)row!["what"] == "email granted")!["shownFrom"];
        Assert.Equal((await PeriodsAsync(brand, "2026-01"))[0].From, (DateTimeOffset)shown!);
        Assert.True((bool)consents["mayMail"]!);

        await NewVersionAsync(brand, content, "2026-01\",", "2026-12\", \"reconsent\": true,");

        Assert.Equal("wording changed", (string?)(await brand.FindAsync(Hanako))["consents"]!["reason"]);
    }

    private static async Task NewVersionAsync(Brand brand, SpoiledContent content, string old, string version)
    {
        await brand.AdvanceAsync("P1D");
        content.Replace(File, $"\"version\": \"{old}", $"\"version\": \"{version}");
        await brand.RestartAsync(Path(content));
    }

    private static async Task<IReadOnlyList<InForcePeriod>> PeriodsAsync(Brand brand, string version)
    {
        var settings = brand.Services.GetRequiredService<Tables>().Settings;
        var row = await settings.FindAsync("wording", $"car-launch-2026|{version}", default);
        return Rows.Body<WordingInForce>(row!).Periods;
    }

    private static string Path(SpoiledContent content) => $"--LeadScoring:ContentPath={content.Folder}";
}
