using System.Text.Json.Nodes;
using LeadScoring.Sending;
using LeadScoring.Tests.Contracts;
using LeadScoring.Tests.Crash;

namespace LeadScoring.Tests.Fleet;

/// <summary>
/// What must hold when a fleet has worked everything off, next to a single process that did the same.
/// </summary>
internal static class FleetAftermath
{
    private static readonly string[] OwnToARun = ["stageSince", "lastReactionAt"];

    /// <summary>No claim waits longer for its answer.</summary>
    private static readonly TimeSpan ClaimBeforeAway = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Every process shows the lists of the single one: the same leads, order, points to the last bit.
    /// </summary>
    public static async Task AssertListsAsync(IEnumerable<AppProcess> fleet, AppProcess single)
    {
        foreach (var list in new[] { "product=car", "product=camper", $"product=car&campaign={FleetCalls.Campaign}" })
        {
            var expected = await ListAsync(single, list);
            Assert.NotEmpty(expected);
            Assert.Distinct(expected);
            foreach (var app in fleet) Assert.Equal(expected, await ListAsync(app, list));
        }
    }

    /// <summary>The digits behind a score, as a lead's page explains them.</summary>
    public static async Task AssertExplanationsAsync(AppProcess fleet, AppProcess single, IEnumerable<string> leadIds)
    {
        foreach (var lead in leadIds)
        {
            var found = await fleet.GetAsync($"/api/leads/{lead}");
            var expected = await single.GetAsync($"/api/leads/{lead}");
            Assert.Equal(expected["explanation"]!.ToJsonString(), found["explanation"]!.ToJsonString());
            Assert.Equal(Touches(expected), Touches(found));
        }
    }

    /// <summary>
    /// Each lead once, with one entry, the same facts and the same counts. What a killed process sent, and a try whose
    /// answer came too late, may reach the account after the caller's repeated call was worked off: then a row is left
    /// that no message speaks of. All it holds has to be counted; the lead's next touch works it off.
    /// </summary>
    public static void AssertLeads(StoredLeads fleet, StoredLeads single, bool mayLeaveRows)
    {
        Assert.Equal(
            single.Leads.Keys.Order(StringComparer.Ordinal), fleet.Leads.Keys.Order(StringComparer.Ordinal));
        foreach (var (id, expected) in single.Leads)
        {
            var found = fleet.Leads[id];
            Assert.Equal(1, found.Profile!.Campaigns[FleetCalls.Campaign].Entries);
            if (!mayLeaveRows) Assert.Empty(fleet.WaitingFor(id));
            Assert.Subset(fleet.FactsOf(id).ToHashSet(), fleet.WaitingFor(id).ToHashSet());
            Assert.Equal(single.FactsOf(id), fleet.FactsOf(id));
            Assert.Equal(expected.Products.Keys, found.Products.Keys);
            foreach (var (product, state) in expected.Products)
            {
                Assert.Equal(state.Counts, found.Product(product).Counts);
                Assert.Equal(state.Stage, found.Product(product).Stage);
                Assert.Equal(state.Placed?.Key, found.Product(product).Placed?.Key);
            }
        }
    }

    /// <summary>
    /// No mail twice, none that the ledger does not know, and no lead with more than its cap. A process that is killed
    /// between claim and answer leaves a mail of which nobody knows; only that one may be missing. So does a storage
    /// account that goes away before it has answered a claim.
    /// </summary>
    public static void AssertMails(StoredLeads fleet, Mailbox mailbox, bool mayLose, DateTimeOffset? wentAwayAt)
    {
        var ledger = fleet.Sends.ToDictionary(send => send.SendId);
        Assert.All(mailbox.Taken, mail => Assert.Equal(1, mail.Value));
        Assert.All(mailbox.Taken.Keys, id => Assert.Contains(
            ledger[id].Status, new[] { SendStatus.Sent, SendStatus.Claimed }));
        Assert.All(
            ledger.Values.Where(send => send.Status == SendStatus.Sent),
            send => Assert.Contains(send.SendId, mailbox.Taken.Keys));
        Assert.DoesNotContain(ledger.Values, send => send.Status is SendStatus.Failed or SendStatus.Deferred);
        if (!mayLose)
            Assert.All(
                ledger.Values.Where(send => send.Status == SendStatus.Claimed),
                send => Assert.InRange(
                    send.DecidedAt - wentAwayAt ?? TimeSpan.MaxValue,
                    -ClaimBeforeAway, AzuriteServer.PatienceWithStop));
        foreach (var lead in fleet.Leads.Keys)
            Assert.InRange(fleet.SendsTo(lead).Count(send => IsNurture(send) && send.Status == SendStatus.Sent), 0, 2);
    }

    public static bool IsNurture(SendRecord send) => send.Scenario is not null;

    private static List<string> Touches(JsonNode lead) =>
        [.. lead["timeline"]!.AsArray().Where(item => (string?)item!["kind"] is "entry" or "reaction" or "purchase")
            .Select(item => $"{item!["kind"]} {item["text"]}").Order(StringComparer.Ordinal)];

    private static async Task<List<string>> ListAsync(AppProcess app, string list)
    {
        var leads = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await app.GetAsync($"/api/leads?top=200&{list}{(cursor.Length > 0 ? "&cursor=" : "")}{cursor}");
            foreach (var lead in page["leads"]!.AsArray())
            {
                foreach (var field in OwnToARun) lead!.AsObject().Remove(field);
                leads.Add(lead!.ToJsonString());
            }
            cursor = (string?)page["cursor"];
        }
        return leads;
    }
}
