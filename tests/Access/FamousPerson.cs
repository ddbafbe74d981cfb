using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadScoring.Docs;
using LeadScoring.Doors;
using LeadScoring.Tests.Conventions;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tests.Rights;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Access;

/// <summary>
/// A brand with one lead of whom everything there can be is known, and a way to look through all its keyed doors.
/// </summary>
internal sealed partial class FamousPerson : IAsyncDisposable
{
    public const string Email = "famous.person@example.jp";
    public const string Name = "著名 花子";

    /// <summary>Of the attribute that the sample brand marks as sensitive; it gives a factor of the score.</summary>
    public const string Budget = "8765432";

    private const string Campaign = "car-launch-2026";

    /// <summary>They change what the others look at, and answer with no more than that they did.</summary>
    private static readonly string[] Acting =
    [
        "StopUse", "EraseLead", "MergeLead", "UnmergeLead", "ChangeAddress", "TimeTravel", "RetryAllParked", "Replay",
        "CommitDraw", "PublishRules", "RollBackRules", "PublishScenario", "RollBackScenarios", "PublishTemplate",
        "PauseSends", "WhatIf", "SimulateScenario", "SuggestRules", "TrainModel",
    ];

    private static readonly IReadOnlyList<DoorExample> Example =
        DoorExample.Read(SourceTree.ReadText("functions/requests.http"), DoorRoute.All);

    private readonly SpoiledContent _content;

    private FamousPerson(Brand brand, SpoiledContent content) => (Brand, _content) = (brand, content);

    public Brand Brand { get; }

    public string LeadId => Brand.IdOf(Email);

    public static async Task<FamousPerson> OpenAsync()
    {
        // Lists show the sensitive answer, too, to who may see it.
        var content = new SpoiledContent().Replace("sales.json", "\"filters\": [", "\"filters\": [\"budget\", ");
        var brand = await Brand.OpenAsync(
            "2030-12-01T00:00:00Z", null, $"--LeadScoring:ContentPath={content.Folder}");
        await brand.PostAsync($"/api/campaigns/{Campaign}/draw/commit", new { }, 200);
        await brand.PostAsync($"/api/campaigns/{Campaign}/entries", new
        {
            email = Email, name = Name, phone = "090-1234-5678", locale = "ja", optIn = true,
            attributes = new { budget = Budget, prefecture = "Tokyo", leaseEnd = "2031-02-01" },
        });
        await brand.SettleAsync();
        await brand.ConfirmAsync(brand.Mails()[^1]);
        await brand.AdvanceAsync("P2D");
        await brand.PostAsync("/api/reactions", new
        {
            reactions = new[] { "quote", "test-drive", "credit-check-abandoned" }.Select(type => new
            {
                id = type, email = Email, type, product = "car", occurredAt = "2030-12-03T00:00:00Z",
            }),
        });
        await brand.AdvanceAsync("P35D"); // the campaign is closed, and mails went out
        await brand.PostAsync("/api/reactions", new
        {
            reactions = new[]
            {
                new
                {
                    id = "late", email = Email, type = "quote", product = "car", occurredAt = "2031-01-06T23:00:00Z",
                },
            },
        });
        await brand.AdvanceAsync("PT1H"); // and the feed of changes tells of it
        return new FamousPerson(brand, content);
    }

    /// <summary>
    /// What each keyed door answers to whoever holds the key, where it answers at all: looks with what lists are asked
    /// for, and what <c>functions/requests.http</c> sends there, about this person.
    /// </summary>
    public async Task<List<(string Door, string Path, string Body)>> LookThroughAsync(HttpClient http)
    {
        var seen = new List<(string, string, string)>();
        var doors = DoorRoute.All.Where(door => DoorList.Of(door.Function).Guard == Guard.Key
            && !Acting.Contains(door.Function));
        foreach (var door in doors.OrderBy(door => door.Function, StringComparer.Ordinal))
        {
            foreach (var (method, path, body) in Looks(door).Concat(Examples(door)))
            {
                using var request = new HttpRequestMessage(method, path);
                if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
                using var answer = await http.SendAsync(request);
                if (answer.IsSuccessStatusCode)
                    seen.Add((door.Function, path, await answer.Content.ReadAsStringAsync()));
            }
        }
        return seen;
    }

    public async ValueTask DisposeAsync()
    {
        await Brand.DisposeAsync();
        _content.Dispose();
    }

    private IEnumerable<(HttpMethod Method, string Path, string? Body)> Looks(DoorRoute door)
    {
        var path = PathOf(door, null);
        foreach (var query in new[]
            { "", "?format=csv", "?lang=ja", $"?product=car&since={Day(-1)}", $"?since={Day(-1)}T00:00:00Z",
                $"?leadId={LeadId}", "?curve=true", $"?attribute.budget={Budget}" })
            if (door.Methods.Contains("get")) yield return (HttpMethod.Get, path + query, null);
    }

    /// <summary>Their people are this one, and their days of this time.</summary>
    private IEnumerable<(HttpMethod Method, string Path, string? Body)> Examples(DoorRoute door)
    {
        foreach (var example in Example.Where(one => one.Door == door && one.Body is not JsonValue))
        {
            if (example.Request.Method == "GET") continue; // as looks
            var body = Address().Replace(example.Body?.ToJsonString() ?? "", Email)
                .Replace("0123456789abcdef0123456789abcdef", LeadId, StringComparison.Ordinal);
            body = Instant().Replace(body, found => found.Groups[1].Value == "until" ? Day(30) : Day(-1));
            yield return (
                new HttpMethod(example.Request.Method), PathOf(door, example), body.Length > 0 ? body : null);
        }
    }

    private string PathOf(DoorRoute door, DoorExample? example) => "/api/" + Place().Replace(
        door.Route, place => place.Groups[1].Value switch
        {
            "leadId" => LeadId,
            "campaignId" => Campaign,
            "step" => "welcome",
            "sendId" => Brand.Mails()[^1].SendId,
            "version" => "1",
            "name" => "confirm",
            var name when example is not null => example.Places[name],
            "id" when door.Route.StartsWith("scenarios", StringComparison.Ordinal) => "car-new",
            _ => "nothing",
        });

    private string Day(int from) =>
        Brand.Services.GetRequiredService<TimeProvider>().GetUtcNow().AddDays(from)
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"(?<![\w.+:-])[\w.+-]+@example\.(jp|com)")]
    private static partial Regex Address();

    [GeneratedRegex(@"(?<=""(until|at|occurredAt|grantedAt)"":"")\d{4}-\d\d-\d\d")]
    private static partial Regex Instant();
}
