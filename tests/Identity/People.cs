using System.Text.Json.Nodes;
using LeadScoring.Leads;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Rights;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Identity;

/// <summary>Two leads who may be one person, in a line each.</summary>
internal static class People
{
    public const string Hanako = "hanako@example.jp";
    public const string Work = "hanako.yamada@work.example.jp";

    public static Task ReactAsync(this Brand brand, string email, string id, string type, string at) =>
        brand.PostAsync("/api/reactions", new
        {
            reactions = new[] { new { id, email, type, occurredAt = at, product = "car" } },
        });

    public static Task<JsonNode> MergeAsync(this Brand brand, string from, string into, int status = 202) =>
        brand.PostAsync(
            $"/api/leads/{brand.IdOf(from)}/merge", new { into = brand.IdOf(into), why = "same phone" }, status);

    public static Task<JsonNode> UnmergeAsync(this Brand brand, string from, int status = 200) =>
        brand.PostAsync($"/api/leads/{brand.IdOf(from)}/unmerge", new { }, status);

    public static Task<JsonNode> LeadAsync(this Brand brand, string email) =>
        brand.GetAsync($"/api/leads/{brand.IdOf(email)}?product=car");

    public static async Task<Lead> LoadAsync(this Brand brand, string email) =>
        (await brand.Services.GetRequiredService<LeadStore>().LoadAsync(brand.IdOf(email), default)).Lead;

    public static async Task<string> TermsAsync(this Brand brand, string email) =>
        (await brand.LeadAsync(email))["explanation"]!.ToJsonString();

    /// <summary>The addresses in the sales list, highest score first.</summary>
    public static async Task<IEnumerable<string?>> ListedAsync(this Brand brand) =>
        (await brand.GetAsync("/api/leads?product=car"))["leads"]!.AsArray().Select(lead => (string?)lead!["email"]);
}
