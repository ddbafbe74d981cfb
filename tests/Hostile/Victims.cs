using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LeadScoring.Mail;
using LeadScoring.Tests.Crash;

namespace LeadScoring.Tests.Hostile;

/// <summary>
/// Honest people who were there before: three who agreed to mails, one who confirmed the address alone, one who left
/// again. Whatever the bots do, they stay on the list, and what they agreed to stays as it was.
/// </summary>
internal sealed class Victims
{
    private const string Entries = "/api/campaigns/car-launch-2026/entries";
    private static readonly string[] All =
        ["hanako@example.jp", "taro@example.jp", "jiro@example.jp", "without@example.jp", "left@example.jp"];

    private readonly AppProcess _app;
    private readonly Dictionary<string, string> _before = new(StringComparer.Ordinal);
    private string _list = "";
    private string _figures = "";

    private Victims(AppProcess app) => _app = app;

    public static IReadOnlyList<string> Addresses => All;

    /// <summary>The opt-in links they have used: whoever finds them in an old mail can press them again.</summary>
    public List<string> Used { get; } = [];

    public static async Task<Victims> EnterAsync(AppProcess app, Outbox outbox)
    {
        var victims = new Victims(app);
        await app.PostAsync("/api/dev/time", new { now = "2027-02-01T01:00:00Z" });
        foreach (var email in All)
            await app.PostAsync(Entries, new { entryId = email, email, name = "花子", optIn = email != All[3] });
        await app.PostAsync("/api/dev/time", new { advance = "PT1M" });
        foreach (var mail in outbox.Newest(100))
        {
            var link = mail.Text.Split().First(word => word.Contains("/api/opt-in/", StringComparison.Ordinal));
            victims.Used.Add(new Uri(link).AbsolutePath);
            using var pressed = await app.Http.PostAsync(link, null);
            Assert.True(pressed.IsSuccessStatusCode);
        }
        await app.PostAsync("/api/dev/time", new { advance = "P14D" });
        var stop = outbox.Newest(100).First(
            mail => mail.To.Contains(All[4], StringComparison.Ordinal) && mail.Headers.ContainsKey("List-Unsubscribe"));
        using var left = await app.Http.PostAsync(stop.Headers["List-Unsubscribe"].Trim('<', '>'), null);
        Assert.True(left.IsSuccessStatusCode);
        await app.PostAsync("/api/dev/time", new { advance = "PT1M" });
        await victims.RememberAsync();
        return victims;
    }

    /// <summary>What changed for them or on the lists and figures; nobody may be there who was not.</summary>
    public async Task<IReadOnlyList<string>> ChangesAsync()
    {
        var changes = new List<string>();
        foreach (var email in All)
        {
            var now = await ConsentsAsync(email);
            if (now != _before[email]) changes.Add($"The consents of {email} changed: {_before[email]} -> {now}");
        }
        if (await ListAsync() is var list && list != _list) changes.Add($"The list changed: {_list} -> {list}");
        if (await FiguresAsync() is var figures && figures != _figures)
            changes.Add($"The figures changed: {_figures} -> {figures}");
        return changes;
    }

    /// <summary>A bot's address has nothing that makes a mail lawful.</summary>
    public async Task<string?> GrantOfAsync(string address)
    {
        using var answer = await _app.Http.PostAsync(
            "/api/leads/find", JsonContent.Create(new { email = address }));
        if ((int)answer.StatusCode == 404) return null;
        var lead = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        var consents = lead["consents"]!;
        return (bool)consents["mayMail"]! || consents.ToJsonString().Contains("granted", StringComparison.Ordinal)
            ? $"{address} has a consent: {consents.ToJsonString()}"
            : null;
    }

    private async Task RememberAsync()
    {
        foreach (var email in All) _before[email] = await ConsentsAsync(email);
        (_list, _figures) = (await ListAsync(), await FiguresAsync());
        Assert.Equal(All.Length, _list.Split('\n').Length);
    }

    private async Task<string> ConsentsAsync(string email) =>
        (await _app.PostAsync("/api/leads/find", new { email }))["consents"]!.ToJsonString();

    /// <summary>Everybody on any list, by address; what they score is not the bots' to decide, but may cool.</summary>
    private async Task<string> ListAsync()
    {
        var listed = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var query in new[] { "", "&campaign=car-launch-2026", "&product=camper", "&minScore=0&stage=new" })
            foreach (var lead in (await _app.GetAsync("/api/leads?top=1000" + query))["leads"]!.AsArray())
                listed.Add((string)lead!["email"]!);
        return string.Join('\n', listed);
    }

    private async Task<string> FiguresAsync() =>
        (await _app.GetAsync("/api/insights/classes?product=car")).ToJsonString();
}
