using System.Net;
using System.Net.Http.Json;
using LeadScoring.Consent;
using LeadScoring.Leads;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Rights;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Consent;

/// <summary>
/// Grants, withdrawals, merges, un-merges and erasures in any order, over real HTTP: at every instant a lead's state is
/// what its ledger's rows say, a mail is lawful where the person's last word was yes, and nobody's word passes to
/// another.
/// </summary>
public sealed class OneStoryLaws
{
    private static readonly string[] People = ["a@example.jp", "b@example.jp", "c@example.jp"];

    private readonly Dictionary<string, bool> _word = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _mergedInto = new(StringComparer.Ordinal);
    private readonly HashSet<string> _erased = new(StringComparer.Ordinal);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task The_ledger_tells_one_story_and_mail_follows_it(int seed)
    {
        var random = new Random(seed);
        var now = new DateTimeOffset(2027, 2, 1, 1, 0, 0, TimeSpan.Zero);
        await using var brand = await Brand.OpenAsync($"{now:O}");
        foreach (var person in People) await TellAsync(brand, person, now, granted: true);
        for (var step = 0; step < 40; step++)
        {
            now = now.AddMinutes(1);
            await brand.TravelAsync(new { now });
            var (one, other) = (People[random.Next(3)], People[random.Next(3)]);
            switch (random.Next(10))
            {
                case < 3: await TellAsync(brand, one, now, granted: true); break;
                case < 6: await TellAsync(brand, one, now, granted: false); break;
                case < 8: await MergeAsync(brand, one, other); break;
                case < 9: await UnmergeAsync(brand, one); break;
                default: if (step > 25) await EraseAsync(brand, one); break;
            }
            await brand.SettleAsync();
            foreach (var person in People) await CheckAsync(brand, person);
        }
    }

    /// <summary>By an import, which may make the lead; a withdrawal by the staff, who need one.</summary>
    private async Task TellAsync(Brand brand, string person, DateTimeOffset at, bool granted)
    {
        if (granted)
        {
            await brand.PostAsync("/api/consents", new
            {
                consents = new[]
                {
                    new { email = person, channel = "email", grantedAt = at, how = "paper", proof = $"sheet {at:O}" },
                },
            });
        }
        else
        {
            using var answer = await brand.Http.PostAsJsonAsync(
                $"/api/leads/{brand.IdOf(person)}/consents", new { channel = "email", granted, how = "call", at });
            Assert.Equal(_erased.Contains(person) ? HttpStatusCode.NotFound : HttpStatusCode.OK, answer.StatusCode);
        }
        if (!_erased.Contains(person)) _word[person] = granted;
    }

    private async Task MergeAsync(Brand brand, string one, string other)
    {
        using var answer = await brand.Http.PostAsJsonAsync(
            $"/api/leads/{brand.IdOf(one)}/merge", new { into = brand.IdOf(other) });
        if (answer.IsSuccessStatusCode) _mergedInto[one] = other;
    }

    private async Task UnmergeAsync(Brand brand, string one)
    {
        using var answer = await brand.Http.PostAsync($"/api/leads/{brand.IdOf(one)}/unmerge", null);
        if (answer.IsSuccessStatusCode) _mergedInto.Remove(one);
    }

    /// <summary>The person goes, under every address.</summary>
    private async Task EraseAsync(Brand brand, string one)
    {
        using var answer = await brand.Http.DeleteAsync($"/api/leads/{brand.IdOf(one)}");
        Assert.True(answer.IsSuccessStatusCode);
        var person = PersonOf(one);
        foreach (var part in People.Where(part => PersonOf(part) == person).ToList()) _erased.Add(part);
        foreach (var part in _erased) (_, _) = (_mergedInto.Remove(part), _word.Remove(part));
    }

    private string PersonOf(string one) => _mergedInto.TryGetValue(one, out var into) ? PersonOf(into) : one;

    private async Task CheckAsync(Brand brand, string person)
    {
        var leads = brand.Services.GetRequiredService<LeadStore>();
        var lead = (await leads.LoadAsync(brand.IdOf(person), default)).Lead;
        var ledger = await leads.LedgerAsync(lead.Id, default);
        if (_erased.Contains(person))
        {
            Assert.Empty(ledger);
            Assert.Empty(await Traces.OfAsync(brand.Tables(), person));
            return;
        }
        var told = new MailState().Following(ledger);
        Assert.Equal((told.Email, told.Phone), (lead.Mail.Email, lead.Mail.Phone));
        Assert.Equal(_word[person], lead.Mail.Email!.Granted);
        if (_mergedInto.ContainsKey(person)) return;
        var consents = (await brand.GetAsync($"/api/leads/{lead.Id}"))["consents"]!;
        Assert.Equal(_word[person], (bool)consents["mayMail"]!);
        Assert.Equal(ledger.Count, consents["record"]!.AsArray().Count);
    }
}
