using System.Text.Json.Nodes;
using LeadScoring.Tests.Identity;
using LeadScoring.Tests.Journeys;

namespace LeadScoring.Tests.Rights;

/// <summary>
/// Who is erased leaves the others as if they had never met: a brand that erased somebody shows of everybody else, bit
/// for bit, what a brand shows that never knew them.
/// </summary>
public sealed class AsIfNeverLaws
{
    private const string Now = "2027-02-01T01:00:00Z";
    private const string Stays = "stays@example.jp";
    private const string TookIn = "took-in@example.jp";
    private const string LeftAgain = "left-again@example.jp";
    private const string Gone = "gone@example.jp";
    private const string GoneToo = "gone.too@example.jp";

    private static readonly string[] Types = ["page-view", "brochure", "quote", "test-drive", "complaint", "mail-open"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task An_erasure_leaves_the_others_as_if_it_had_never_happened(int seed)
    {
        var all = Events(seed, [Stays, TookIn, LeftAgain, Gone, GoneToo]);
        await using var knew = await Brand.OpenAsync(Now);
        await SendAsync(knew, FirstHalf(all));
        await knew.MergeAsync(LeftAgain, TookIn);
        await knew.MergeAsync(GoneToo, Gone);
        await knew.SettleAsync();
        await SendAsync(knew, all.Except(FirstHalf(all))); // of the merged ones too
        await knew.UnmergeAsync(LeftAgain);
        await knew.SettleAsync();
        await EraseAsync(knew, LeftAgain);
        await EraseAsync(knew, Gone); // and who was merged into it

        await using var never = await Brand.OpenAsync(Now);
        await SendAsync(never, FirstHalf(all).Where(one => one.Email is Stays or TookIn));
        await SendAsync(never, all.Except(FirstHalf(all)).Where(one => one.Email is Stays or TookIn));

        Assert.Equal(await ShownAsync(never), await ShownAsync(knew));
    }

    private static List<Event> Events(int seed, string[] emails)
    {
        var random = new Random(seed);
        var start = DateTimeOffset.Parse(Now, null);
        return [.. Enumerable.Range(0, 120).Select(n => new Event(
            $"e-{n}", emails[n % emails.Length], Types[random.Next(Types.Length)],
            random.Next(3) == 0 ? "camper" : "car", start.AddMinutes(-random.Next(400 * 24 * 60))))];
    }

    /// <summary>A stage is left at another score than it is entered: both brands learn of things in two goes.</summary>
    private static IEnumerable<Event> FirstHalf(List<Event> all) => all.Take(all.Count / 2);

    private static async Task SendAsync(Brand brand, IEnumerable<Event> events)
    {
        await brand.PostAsync("/api/reactions", new { reactions = events });
        await brand.SettleAsync();
    }

    private static async Task EraseAsync(Brand brand, string email)
    {
        using var erased = await brand.Http.DeleteAsync($"/api/leads/{brand.IdOf(email)}");
        Assert.True(erased.IsSuccessStatusCode);
        await brand.SettleAsync();
    }

    /// <summary>
    /// The whole list and each page's lines, without the ids, which are keyed by the store, and when stages began: with
    /// the merge, there.
    /// </summary>
    private static async Task<IEnumerable<string>> ShownAsync(Brand brand)
    {
        var listed = (await brand.GetAsync("/api/leads?top=1000"))["leads"]!.AsArray();
        var shown = new List<string>();
        foreach (var lead in listed)
        {
            shown.Add(Comparable(lead!));
            var page = await brand.GetAsync($"/api/leads/{lead!["leadId"]}?since=2026-06-01");
            shown.AddRange(page["products"]!.AsArray().Select(line => Comparable(line!)));
        }
        Assert.InRange(shown.Count, 4, 100);
        return shown;
    }

    private static string Comparable(JsonNode shown)
    {
        var copy = shown.DeepClone().AsObject();
        copy.Remove("leadId");
        copy.Remove("stageSince");
        return copy.ToJsonString();
    }

    private sealed record Event(string Id, string Email, string Type, string Product, DateTimeOffset OccurredAt);
}
