using LeadScoring.Tests.Journeys;

namespace LeadScoring.Tests.StorageCost;

/// <summary>Table and queue transactions of one kind of work.</summary>
internal sealed record WorkCost(string Work, StorageBill Bill);

/// <summary>
/// Does each kind of work that a brand's month is made of once, as callers do it, and says what it cost in storage
/// transactions.
/// </summary>
internal sealed class CostOfWork(MeteredApp app)
{
    public const string Entry = "an entry with opt-in, and its confirmation mail";
    public const string DeviceEntry = "the same from a device that was seen before";
    public const string Stranger = "a page view of a device that nobody entered on";
    public const string Visitor = "a page view of a lead's device";
    public const string Confirmation = "a confirmed opt-in";
    public const string Reaction = "a reaction, by address";
    public const string ReactionById = "a reaction, by leadId";
    public const string TenReactions = "ten reactions of one lead in one call";
    public const string Hundred = "reactions of 100 leads in one call";
    public const string Purchase = "a purchase";
    public const string NurtureMail = "a nurture mail, with the timer's part";
    public const string Click = "a click on a mail's link";
    public const string FirstPage = "a list page of 100 leads";
    public const string LaterPage = "the page behind it";
    public const string Lead = "one lead, whole";
    public const string SecondLine = "a lead's first reaction in a second product line";
    public const string TwoLines = "a reaction of a lead with two product lines";
    public const string HourlySweep = "a tick in which, once an hour, a shard of the feed of changes is swept";
    public const string Tracks = "100 changed leads taken into the insights, with the timer's part";
    public const string IdleTick = "a tick of the timer with nothing due";

    /// <summary>A Tuesday morning in Japan, inside the send window of the sample scenarios.</summary>
    public static readonly DateTimeOffset Start = new(2026, 12, 1, 1, 30, 0, TimeSpan.Zero);

    private const string Device = "the-browser-of-jiro";

    private int _ids;

    public async Task<IReadOnlyList<WorkCost>> MeasureAsync()
    {
        var costs = new List<WorkCost>();
        async Task MeasureAsync(string work, Func<Task> does) =>
            costs.Add(new WorkCost(work, await app.CostOfAsync(does)));

        await MeasureAsync(Entry, () => EnterAsync());
        var link = Brand.Link(app.Mails().Single(), "opt-in");
        await MeasureAsync(Confirmation, () => app.PressAsync(link));
        await MeasureAsync(Reaction, () => ReactAsync("taro@example.jp"));
        var leadId = (string)(await app.PostAsync("/api/leads/find", new { email = "taro@example.jp" }))["leadId"]!;
        await MeasureAsync(ReactionById, () => app.PostAsync("/api/reactions", new
        {
            reactions = new[] { Page(new { leadId }) },
        }));
        await MeasureAsync(TenReactions, () => ReactAsync([.. Enumerable.Repeat("taro@example.jp", 10)]));
        await MeasureAsync(Stranger, BeaconAsync);
        await MeasureAsync(DeviceEntry, () => EnterAsync("jiro@example.jp", Device));
        await MeasureAsync(Visitor, BeaconAsync);
        await app.PassToNextAsync(); // the welcome of the sample scenario
        app.Pass(TimeSpan.FromMinutes(-61));
        await app.CostOfAsync(app.TickAsync); // takes those into the insights who came up to now, and makes studies
        app.Pass(TimeSpan.FromMinutes(60));
        await MeasureAsync(HourlySweep, app.TickAsync);
        app.Pass(TimeSpan.FromMinutes(1));
        await MeasureAsync(NurtureMail, app.TickAsync);
        app.Pass(TimeSpan.FromMinutes(5));
        await MeasureAsync(Click, () => app.FollowAsync(Brand.Link(app.Mails()[^1], "go")));
        await MeasureAsync(Purchase, BuyAsync);
        var others = Enumerable.Range(0, 100).Select(n => $"lead-{n}@example.jp").ToArray();
        await app.CostOfAsync(() => ReactAsync(others)); // makes them
        await MeasureAsync(Hundred, () => ReactAsync(others));
        await app.CostOfAsync(() => ReactAsync([.. others.Select(other => "more-" + other)]));
        var cursor = "";
        await MeasureAsync(FirstPage, async () => cursor = await PageAsync(""));
        await MeasureAsync(LaterPage, () => PageAsync($"&cursor={cursor}"));
        await MeasureAsync(Lead, () => app.GetAsync($"/api/leads/{leadId}"));
        await MeasureAsync(SecondLine, () => ReactAsync("camper", others[..1]));
        await MeasureAsync(TwoLines, () => ReactAsync(others[..1]));
        await app.CostOfAsync(app.TickAsync);
        await app.CostOfAsync(() => ReactAsync(others));
        await MeasureAsync(Tracks, app.TickAsync);
        await MeasureAsync(IdleTick, app.TickAsync);
        return costs;
    }

    private Task BeaconAsync() => app.PostAsync("/api/beacon", new
    {
        visitorId = Device,
        campaignId = "car-launch-2026",
        reactions = new[] { new { id = $"b-{_ids++}", type = "page-view" } },
    });

    private Task EnterAsync(string email = "taro@example.jp", string? visitorId = null) =>
        app.PostAsync("/api/campaigns/car-launch-2026/entries", new
        {
            entryId = "e-1",
            visitorId,
            email,
            name = "山田太郎",
            locale = "ja",
            optIn = true,
        });

    private Task ReactAsync(params string[] emails) => ReactAsync("car", emails);

    private Task ReactAsync(string product, string[] emails) => app.PostAsync("/api/reactions", new
    {
        reactions = emails.Select(email => Page(new { email }, product)),
    });

    private Dictionary<string, object> Page(object who, string product = "car")
    {
        var reaction = new Dictionary<string, object>
        {
            ["id"] = $"r-{++_ids}",
            ["type"] = "page-view",
            ["product"] = product,
            ["occurredAt"] = app.Now,
        };
        foreach (var property in who.GetType().GetProperties()) reaction[property.Name] = property.GetValue(who)!;
        return reaction;
    }

    private Task BuyAsync() => app.PostAsync("/api/purchases", new
    {
        purchases = new[]
        {
            new
            {
                id = "p-1",
                email = "taro@example.jp",
                occurredAt = app.Now,
                product = "car",
                amount = 3_800_000,
                currency = "JPY",
            },
        },
    });

    private async Task<string> PageAsync(string after)
    {
        var page = await app.GetAsync($"/api/leads?product=car&top=100{after}");
        Assert.NotEmpty(page["leads"]!.AsArray());
        return Uri.EscapeDataString((string?)page["cursor"] ?? "");
    }
}
