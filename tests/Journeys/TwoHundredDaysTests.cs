using System.Globalization;
using System.Text.Json.Nodes;
using LeadScoring.Mail;

namespace LeadScoring.Tests.Journeys;

/// <summary>One lead's way through 200 days on the sample content, seen from outside, in seconds.</summary>
public abstract class TwoHundredDaysTests(IReadOnlyList<string> store)
{
    private const string Hanako = "hanako@example.jp";
    private static readonly TimeSpan Tokyo = TimeSpan.FromHours(9);

    [Fact]
    public async Task A_lead_travels_from_the_landing_page_to_loyalty_and_into_silence()
    {
        // A Monday, 9:00 in Tokyo.
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z", null, [.. store]);

        // Day 1: the entry asks for a confirmation; before it nobody sees the lead and nothing is sent.
        await brand.PostAsync("/api/campaigns/car-launch-2026/entries", new
        {
            entryId = "e-1",
            email = "Hanako@Example.JP",
            name = "山田花子",
            locale = "ja",
            optIn = true,
            attributes = new { prefecture = "Osaka" },
        });
        await brand.SettleAsync();
        var ask = Assert.Single(brand.Mails());
        Assert.Empty((await brand.GetAsync("/api/leads"))["leads"]!.AsArray());

        await brand.ConfirmAsync(ask);
        var listed = Assert.Single((await brand.GetAsync("/api/leads?product=car"))["leads"]!.AsArray())!;
        Assert.Equal("new", (string?)listed["stage"]);

        // The welcome is due after a day and goes out in the window of working days, 10:00 to 19:00 in Tokyo.
        await brand.AdvanceAsync("P3D");
        Assert.Equal(["confirm", "car-welcome"], await SentAsync(brand));

        // Day 4: she configures, asks for a quote and drives: ready, held at considering at least by the test drive.
        await ReactAsync(brand, "r-1", "configurator");
        await ReactAsync(brand, "r-2", "test-drive");
        await ReactAsync(brand, "r-3", "quote");
        await brand.SettleAsync();
        var ready = await brand.FindAsync(Hanako);
        Assert.Equal("considering", (string?)ready["stage"]);
        await ReactAsync(brand, "r-4", "shop-visit");
        await brand.SettleAsync();
        ready = await brand.FindAsync(Hanako);
        Assert.Equal("ready", (string?)ready["stage"]);
        var cools = DateOnly.Parse((string)ready["coolsOn"]!, CultureInfo.InvariantCulture);

        // She falls silent: on the computed day, and not before, she cools to the stage her test drive holds her at.
        await brand.TravelAsync(new { now = StartOf(cools).AddMinutes(-1) });
        Assert.Equal("ready", (string?)(await brand.FindAsync(Hanako))["stage"]);
        await brand.TravelAsync(new { now = StartOf(cools) });
        var cooled = await brand.FindAsync(Hanako);
        Assert.Equal("considering", (string?)cooled["stage"]);
        var last = cooled["stageHistory"]!.AsArray()[^1]!;
        Assert.Equal("cooled", (string?)last["reason"]);
        Assert.Equal(StartOf(cools), At(last["at"]!));

        // She buys: a new cycle begins, and the customer is in the first of the five classes, at once.
        await BuyAsync(brand, "p-1", 3_800_000);
        var bought = await brand.FindAsync(Hanako);
        Assert.Equal(("new", "first-time"), ((string?)bought["stage"], (string?)bought["class"]));
        Assert.Equal("purchase closed the cycle", (string?)bought["stageHistory"]!.AsArray()[^1]!["reason"]);

        // A second car ten days later: a toddler now, and 90 days after the first purchase steady, without any event.
        var first = (await brand.GetAsync("/api/dev/time"))["now"]!;
        await brand.AdvanceAsync("P10D");
        await BuyAsync(brand, "p-2", 4_100_000);
        Assert.Equal("toddler", (string?)(await brand.FindAsync(Hanako))["class"]);
        var steadyOn = StartOf(DateOnly.FromDateTime(At(first).ToOffset(Tokyo).Date).AddDays(90));
        await brand.TravelAsync(new { now = steadyOn });
        var steady = await brand.FindAsync(Hanako);
        Assert.Equal("steady", (string?)steady["class"]);
        Assert.Equal(steadyOn, At(steady["classes"]!.AsArray()[^1]!["at"]!));

        // Every nurture mail went out on a working day between 10:00 and 19:00 Tokyo time, and none twice.
        var mails = brand.Mails();
        Assert.All(mails.Where(mail => mail.Headers.ContainsKey("List-Unsubscribe")), InTheWindow);
        Assert.Equal(mails.Count, mails.Select(mail => mail.Subject + mail.Date).Distinct().Count());
        Assert.Contains(mails, mail => mail.Headers.ContainsKey("List-Unsubscribe"));

        // One click on the mailbox's own button, and silence for the rest of the 200 days.
        var oneClick = new Uri(mails[^1].Headers["List-Unsubscribe"].Trim('<', '>')).AbsolutePath;
        using (var answer = await brand.Http.PostAsync(
            oneClick, new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")])))
            Assert.True(answer.IsSuccessStatusCode);
        await brand.TravelAsync(new { now = "2027-08-20T00:00:00Z" });
        Assert.Equal(mails.Count, brand.Mails().Count);
        var silent = await brand.FindAsync(Hanako);
        Assert.Equal("consent withdrawn", (string?)silent["consents"]!["reason"]);
        Assert.All(silent["sends"]!.AsArray(), send => Assert.NotEqual("claimed", (string?)send!["status"]));
    }

    private static async Task ReactAsync(Brand brand, string id, string type)
    {
        var now = (string)(await brand.GetAsync("/api/dev/time"))["now"]!;
        var answer = await brand.PostAsync("/api/reactions", new
        {
            reactions = new[] { new { id, email = Hanako, type, occurredAt = now, product = "car" } },
        });
        Assert.Equal(1, (int)answer["accepted"]!);
    }

    private static async Task BuyAsync(Brand brand, string id, decimal amount)
    {
        var now = (string)(await brand.GetAsync("/api/dev/time"))["now"]!;
        await brand.PostAsync("/api/purchases", new
        {
            purchases = new[]
            {
                new { id, email = Hanako, occurredAt = now, product = "car", amount, currency = "JPY" },
            },
        });
        await brand.SettleAsync();
    }

    private static async Task<IEnumerable<string>> SentAsync(Brand brand) =>
        (await brand.FindAsync(Hanako))["sends"]!.AsArray()
            .Where(send => (string?)send!["status"] == "sent").Select(send => (string)send!["template"]!);

    private static void InTheWindow(OutboxMail mail)
    {
        var local = DateTimeOffset.Parse(mail.Date, CultureInfo.InvariantCulture).ToOffset(Tokyo);
        Assert.InRange(local.TimeOfDay, TimeSpan.FromHours(10), TimeSpan.FromHours(19));
        Assert.False(local.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday, mail.Date);
    }

    private static DateTimeOffset StartOf(DateOnly day) => new(day, TimeOnly.MinValue, Tokyo);

    private static DateTimeOffset At(JsonNode node) =>
        DateTimeOffset.Parse((string)node!, CultureInfo.InvariantCulture);
}
