using System.Globalization;
using System.Text;
using LeadScoring.Leads;
using LeadScoring.Storage;
using LeadScoring.Tests.Crash;
using LeadScoring.Tests.Rights;

namespace LeadScoring.Tests.Imports;

/// <summary>
/// An import that was undone has never been: whatever came by the doors before, meanwhile and afterwards, and however
/// often workers died, each lead counts, stands and is called as in a brand that never saw the file, to the bit.
/// </summary>
public sealed class UndoLaws
{
    private static readonly string[] People = ["a@example.jp", "b@example.jp", "c@example.jp"];

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 0.01)]
    [InlineData(4, 0.02)]
    public async Task What_an_undone_import_did_is_as_if_it_had_never_been(int seed, double deaths)
    {
        var random = new Random(seed);
        var live = Enumerable.Range(0, 14).Select(number => Event(random, number)).ToList();
        var cut = random.Next(live.Count);
        var undo = random.Next(cut, live.Count + 1);

        await using var storm = new Storm(seed, deaths);
        await using var brand = await StormyBrand.OpenAsync(storm, batchSize: 4);
        await using var still = new Storm(seed, 0);
        await using var calm = await StormyBrand.OpenAsync(still, batchSize: 4);
        for (var at = 0; at <= live.Count; at++)
        {
            storm.IsRaging = deaths > 0;
            if (at == cut) await ImportAsync(brand, storm, seed);
            if (at == undo) await UndoAsync(brand, storm);
            if (at == live.Count) break;
            foreach (var one in new[] { brand, calm })
            {
                await one.PostAsync($"/api/{live[at].List}", live[at].Body);
                await one.SettleAsync();
            }
        }
        storm.IsRaging = false;
        await brand.SettleAsync();

        foreach (var email in People)
            Assert.Equal(await StateAsync(calm, email), await StateAsync(brand, email));
        Assert.Null((await brand.Get<LeadStore>().LoadAsync(brand.IdOf("only-in-the-file@example.jp"), default))
            .Lead.Profile);
        Assert.Empty(await Traces.OfAsync(brand.Tables, "only-in-the-file", "From the file", "o-file"));
        Assert.Equal(0, await brand.MessagesLeftAsync());
    }

    private static (string List, object Body) Event(Random random, int number)
    {
        var (email, at) = (People[random.Next(3)], StormyBrand.Start.AddDays(-random.Next(1, 300)));
        if (random.Next(2) == 0)
        {
            var type = random.Next(2) == 0 ? "page-view" : "quote";
            var reaction = new { id = $"r-{number}", email, type, product = "car", occurredAt = at };
            return ("reactions", new { reactions = new[] { reaction } });
        }
        // Some ids and contents are those of the file, some ids with another content.
        var id = random.Next(4);
        var purchase = new
        {
            id = $"o-{email[0]}{id}", email, product = "car", occurredAt = OnDay(id),
            amount = random.Next(2) == 0 ? 100 + id : 777, currency = "JPY",
        };
        return ("purchases", new { purchases = new[] { purchase } });
    }

    private static DateTimeOffset OnDay(int id) => StormyBrand.Start.Date.AddDays(-300 + 90 * id) is var day
        ? new DateTimeOffset(day.AddHours(3), TimeSpan.Zero)
        : default;

    private static async Task ImportAsync(StormyBrand brand, Storm storm, int seed)
    {
        var orders = new StringBuilder("email,order,at,amount\n");
        foreach (var email in People.Append("only-in-the-file@example.jp"))
            for (var id = 0; id < 4; id++)
                orders.Append(CultureInfo.InvariantCulture, $"{email},o-{email[0]}{id},{OnDay(id):O},{100 + id}\n");
        orders.Append(CultureInfo.InvariantCulture, $"{People[seed % 3]},o-file,{OnDay(2):O},55\n");
        await RunAsync(brand, storm, "orders", orders.ToString(), new
        {
            id = "orders", kind = "purchases", product = "car",
            mapping = new { email = "email", id = "order", occurredAt = "at", amount = "amount" },
        });
        var people = new StringBuilder("email,name,budget\n");
        foreach (var email in People) people.Append(CultureInfo.InvariantCulture, $"{email},From the file,{seed}\n");
        await RunAsync(brand, storm, "people", people.ToString(), new
        {
            id = "people", kind = "leads", product = "camper",
            mapping = new Dictionary<string, object>
            {
                ["email"] = "email", ["name"] = "name", ["attributes.budget"] = "budget",
            },
        });
    }

    internal static async Task RunAsync(StormyBrand brand, Storm storm, string id, string file, object definition)
    {
        await brand.PostAsync("/api/imports", definition);
        for (var tries = 0; ; tries++)
        {
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(file));
            using var answer = await brand.Http.PutAsync($"/api/imports/{id}/file?part=1", content);
            if (answer.IsSuccessStatusCode) break;
            Assert.True(tries < 10, await answer.Content.ReadAsStringAsync());
        }
        await brand.PostAsync($"/api/imports/{id}/start", new { dryRun = false });
        await FinishAsync(brand, storm, id, "done", "start");
    }

    private static async Task UndoAsync(StormyBrand brand, Storm storm)
    {
        foreach (var id in new[] { "people", "orders" })
        {
            await brand.PostAsync($"/api/imports/{id}/undo", new { });
            await FinishAsync(brand, storm, id, "undone", "undo");
        }
    }

    /// <summary>Where its message was given up, whoever asks once more sends another.</summary>
    internal static async Task FinishAsync(StormyBrand brand, Storm storm, string id, string state, string ask)
    {
        for (var tries = 0; tries < 4; tries++)
        {
            await brand.SettleAsync();
            var import = (await brand.GetAsync($"/api/imports/{id}"))["import"]!;
            if ((string?)import["state"] == state) return;
            storm.IsRaging = false;
            await brand.PostAsync($"/api/imports/{id}/{ask}", new { dryRun = false });
        }
        Assert.Fail($"{id} is not {state}.");
    }

    /// <summary>Without how often the lists were moved, and what its scenarios began.</summary>
    private static async Task<string> StateAsync(StormyBrand brand, string email)
    {
        var lead = (await brand.Get<LeadStore>().LoadAsync(brand.IdOf(email), default)).Lead;
        if (lead.Profile is not { } profile) return "nobody";
        return Json.Write(new
        {
            profile.Email, profile.Name, profile.Phone, profile.Attributes, profile.Known, profile.KnownSince,
            profile.CreatedAt, profile.Imports,
            Products = lead.Products.Values.Select(state => new
            {
                state.Product, state.Counts, state.Purchases, state.Stage, state.Class, state.Lapsed,
                state.CycleStart, state.LastReactionAt, state.LastPurchaseAt, state.LastByType, state.Placed?.Key,
                Lists = state.Placed?.Lists.ToList(),
            }),
        });
    }
}
