using System.Net.Http.Json;
using System.Text.RegularExpressions;
using LeadScoring.Doors;
using LeadScoring.Tests.Conventions;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tests.Rights;

namespace LeadScoring.Tests.Access;

/// <summary>
/// A brand with one lead of whom everything there can be is known, and a way to look through all its keyed doors.
/// </summary>
internal sealed class FamousPerson : IAsyncDisposable
{
    public const string Email = "famous.person@example.jp";
    public const string Name = "著名 花子";

    /// <summary>Of the attribute that the sample brand marks as sensitive; it gives a factor of the score.</summary>
    public const string Budget = "8765432";

    private const string Campaign = "car-launch-2026";

    /// <summary>They change what the others look at.</summary>
    private static readonly string[] Acting = ["StopUse", "TimeTravel", "RetryAllParked", "Replay", "CommitDraw"];

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
        return new FamousPerson(brand, content);
    }

    /// <summary>What each keyed door answers to whoever holds the key, where it answers at all.</summary>
    public async Task<List<(string Door, string Path, string Body)>> LookThroughAsync(HttpClient http)
    {
        var seen = new List<(string, string, string)>();
        var doors = FunctionList.Http.Where(door => DoorList.Of(door.Name).Guard == Guard.Key
            && !Acting.Contains(door.Name));
        foreach (var door in doors)
        {
            foreach (var (method, path) in Requests(door))
            {
                using var request = new HttpRequestMessage(method, path);
                if (method == HttpMethod.Post && door.Name != "Draw")
                    request.Content = JsonContent.Create(
                        door.Name switch
                        {
                            "FindLead" => new { email = Email },
                            "RecordConsent" => new
                            {
                                channel = "email", granted = false, how = "told the dealer", takenBy = "Sato",
                            },
                            _ => (object)new { },
                        });
                using var answer = await http.SendAsync(request);
                if (answer.IsSuccessStatusCode)
                    seen.Add((door.Name, path, await answer.Content.ReadAsStringAsync()));
            }
        }
        return seen;
    }

    public async ValueTask DisposeAsync()
    {
        await Brand.DisposeAsync();
        _content.Dispose();
    }

    private IEnumerable<(HttpMethod Method, string Path)> Requests(HttpFunction door)
    {
        var path = "/api/" + Regex.Replace(
            door.Route.Replace("scenarios/{id}", "scenarios/car-new", StringComparison.Ordinal), @"\{(\w+)\}",
            place => place.Groups[1].Value switch
            {
                "leadId" => LeadId,
                "campaignId" => Campaign,
                "step" => "welcome",
                "sendId" => Brand.Mails()[^1].SendId,
                "version" => "1",
                "name" => "confirm",
                _ => "nothing",
            });
        if (door.Methods.Contains("get"))
        {
            foreach (var query in new[]
                { "", "?format=csv", "?lang=ja", "?product=car&since=2030-12-02", $"?leadId={LeadId}", "?curve=true",
                    $"?attribute.budget={Budget}" })
                yield return (HttpMethod.Get, path + query);
        }
        if (door.Methods.Contains("post")) yield return (HttpMethod.Post, path);
    }
}
