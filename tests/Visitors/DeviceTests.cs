using Azure.Data.Tables;
using LeadScoring.Leads;
using LeadScoring.Storage;
using LeadScoring.Tests.Journeys;
using LeadScoring.Visitors;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Visitors;

/// <summary>Whose the reactions of a device are, through the doors, the queues and the mails.</summary>
public sealed class DeviceTests : IAsyncLifetime
{
    private const string Launch = "car-launch-2026";
    private const string Device = "a-browser-of-somebody";
    private const string Hanako = "hanako@example.jp";
    private const string Taro = "taro@example.jp";

    private Brand _brand = null!;
    private int _ids;

    public async ValueTask InitializeAsync() => _brand = await Brand.OpenAsync("2026-11-24T01:00:00Z");

    public ValueTask DisposeAsync() => _brand.DisposeAsync();

    [Fact]
    public async Task What_was_read_before_the_entry_joins_the_lead_and_what_follows_goes_straight_to_it()
    {
        await ReactAsync("page-view", "brochure");
        await EnterAsync(Hanako);
        await ReactAsync("page-view");
        await _brand.ConfirmAsync(_brand.Mails().Single());

        Assert.Equal((2, 1), (await CountAsync(Hanako, "page-view"), await CountAsync(Hanako, "brochure")));
        Assert.Empty(await WaitingAsync());
    }

    [Fact]
    public async Task A_beacon_that_comes_twice_counts_once_wherever_it_is_by_then()
    {
        var at = "2026-11-24T00:59:00Z";
        var reaction = new { id = "b-1", type = "brochure", occurredAt = at };
        await BeaconAsync(reaction, reaction);
        await BeaconAsync(reaction);
        await EnterAsync(Hanako);
        await BeaconAsync(reaction);
        await _brand.ConfirmAsync(_brand.Mails().Single());
        await BeaconAsync(reaction);

        Assert.Equal(1, await CountAsync(Hanako, "brochure"));
    }

    [Fact]
    public async Task A_second_person_on_the_device_gets_what_follows_and_nothing_of_the_first()
    {
        await ReactAsync("page-view");
        await EnterAsync(Hanako);
        await ReactAsync("page-view", "page-view");
        await _brand.AdvanceAsync("PT1M");
        await EnterAsync(Taro);
        await ReactAsync("page-view");
        // Made in Hanako's time, and late.
        await BeaconAsync(new { id = "late", type = "page-view", occurredAt = "2026-11-24T01:00:30Z" });
        foreach (var mail in _brand.Mails()) await _brand.ConfirmAsync(mail);

        Assert.Equal((4, 1), (await CountAsync(Hanako, "page-view"), await CountAsync(Taro, "page-view")));
    }

    [Fact]
    public async Task A_reaction_between_the_second_entry_and_its_handling_waits_for_its_owner()
    {
        await EnterAsync(Hanako);
        await _brand.AdvanceAsync("PT1M");
        await PostEntryAsync(Taro); // not handled yet, or just being handled
        await ReactAsync("brochure");
        foreach (var mail in _brand.Mails()) await _brand.ConfirmAsync(mail);

        Assert.Equal((0, 1), (await CountAsync(Hanako, "brochure"), await CountAsync(Taro, "brochure")));
    }

    [Fact]
    public async Task Whoever_types_a_known_address_does_not_get_the_device_linked_until_the_address_confirms_it()
    {
        await KnowAsync(Hanako);
        await EnterAsync(Hanako);
        await ReactAsync("brochure");

        Assert.Equal(0, await CountAsync(Hanako, "brochure"));
        Assert.Single(await WaitingAsync());

        await _brand.ConfirmAsync(_brand.Mails().Single());
        await _brand.AdvanceAsync("PT1M");
        await ReactAsync("page-view");

        Assert.Equal((1, 1), (await CountAsync(Hanako, "brochure"), await CountAsync(Hanako, "page-view")));
        Assert.Empty(await WaitingAsync());
    }

    [Fact]
    public async Task The_answer_is_the_same_whoever_owns_the_device_and_beyond_200_waiting_reactions_too()
    {
        for (var n = 0; n < 5; n++)
            await BeaconAsync(
                [.. Enumerable.Range(0, 50).Select(_ => new { id = $"flood-{_ids++}", type = "page-view" })]);

        Assert.Equal(VisitorStay.MaxWaiting, (await WaitingAsync()).Count);
    }

    [Fact]
    public async Task One_device_cannot_send_without_end()
    {
        var flood = Enumerable.Range(0, 50).Select(n => new { id = $"{n}", type = "page-view" }).ToArray();
        for (var n = 0; n < 6; n++) await BeaconAsync([.. flood]);

        await _brand.PostAsync(
            "/api/beacon", new { visitorId = Device, campaignId = Launch, reactions = flood }, 429);
    }

    [Fact]
    public async Task What_nobody_came_for_is_forgotten_after_90_days()
    {
        await ReactAsync("page-view");
        await _brand.AdvanceAsync("P89D");
        await ReactAsync("page-view");
        Assert.Equal(2, (await WaitingAsync()).Count);

        await _brand.AdvanceAsync("P2D");
        Assert.Single(await WaitingAsync());
        await _brand.AdvanceAsync("P90D");
        Assert.Empty(await WaitingAsync());
    }

    [Fact]
    public async Task Neither_a_row_nor_an_entry_holds_the_visitors_id()
    {
        await ReactAsync("page-view");
        await EnterAsync(Hanako);

        var tables = _brand.Services.GetRequiredService<Tables>();
        foreach (var table in new[] { tables.Leads, tables.Visitors, tables.Due })
        {
            await foreach (var row in table.QueryAsync<TableEntity>(filter: (string?)null))
                Assert.DoesNotContain(Device, row.PartitionKey + row.RowKey + Rows.Text(row), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_erased_lead_leaves_its_devices_and_nobody_inherits_what_was_theirs()
    {
        await EnterAsync(Hanako);
        await _brand.AdvanceAsync("PT1M");
        await EnterAsync(Taro);
        var (visitors, digest) = (_brand.Services.GetRequiredService<VisitorIndex>(), Digest());
        await visitors.ForgetAsync(IdOf(Hanako), [digest], default);
        await BeaconAsync(new { id = "late", type = "brochure", occurredAt = "2026-11-24T01:00:30Z" });
        foreach (var mail in _brand.Mails()) await _brand.ConfirmAsync(mail);
        Assert.Equal((0, 0), (await CountAsync(Hanako, "brochure"), await CountAsync(Taro, "brochure")));

        await visitors.ForgetAsync(IdOf(Taro), [digest], default);
        Assert.Null(await visitors.VersionAsync(digest, default));
    }

    [Fact]
    public async Task Erasing_the_lead_reaches_its_devices()
    {
        await ReactAsync("page-view");
        await EnterAsync(Hanako);
        Assert.NotNull(await _brand.Services.GetRequiredService<VisitorIndex>().VersionAsync(Digest(), default));

        using var erased = await _brand.Http.DeleteAsync($"/api/leads/{IdOf(Hanako)}");
        await _brand.SettleAsync();

        Assert.True(erased.IsSuccessStatusCode);
        await foreach (var row in _brand.Services.GetRequiredService<Tables>().Visitors.QueryAsync<TableEntity>())
            Assert.Fail($"{row.PartitionKey} {row.RowKey} is still there.");
    }

    [Fact]
    public async Task The_lead_knows_its_devices()
    {
        await EnterAsync(Hanako);

        var row = await _brand.Services.GetRequiredService<LeadStore>()
            .FindRowAsync(IdOf(Hanako), LeadRows.Visitor(Digest()), default);
        Assert.NotNull(row);
    }

    private string Digest() => _brand.Services.GetRequiredService<VisitorIds>().Of(Device);

    private string IdOf(string email) =>
        _brand.Services.GetRequiredService<LeadIds>().Of(EmailAddress.Parse(email, out _)!);

    private Task KnowAsync(string email) => _brand.PostAsync("/api/reactions", new
    {
        reactions = new[]
        {
            new { id = "k-1", email, type = "shop-visit", occurredAt = "2026-11-24T00:00:00Z", product = "car" },
        },
    });

    private Task ReactAsync(params string[] types) =>
        BeaconAsync([.. types.Select(type => new { id = $"b-{_ids++}", type })]);

    private async Task BeaconAsync(params object[] reactions)
    {
        var answer = await _brand.PostAsync(
            "/api/beacon", new { visitorId = Device, campaignId = Launch, reactions });
        Assert.Equal(reactions.Length, (int)answer["accepted"]!);
        await _brand.SettleAsync();
    }

    private Task PostEntryAsync(string email) => _brand.PostAsync(
        $"/api/campaigns/{Launch}/entries", new { email, locale = "ja", optIn = true, visitorId = Device });

    private async Task EnterAsync(string email)
    {
        await _brand.SettleAsync(); // what came before is worked off
        await PostEntryAsync(email);
        await _brand.SettleAsync();
    }

    private async Task<Dictionary<string, LeadScoring.Reactions.Reaction>> WaitingAsync() =>
        new((await _brand.Services.GetRequiredService<VisitorIndex>().ReadAsync(Digest(), default)).Waiting);

    private async Task<int> CountAsync(string email, string type)
    {
        var terms = (await _brand.FindAsync(email))["explanation"]!["terms"]!.AsArray();
        return terms.Where(term => (string?)term!["type"] == type).Sum(term => (int)term!["count"]!);
    }
}
