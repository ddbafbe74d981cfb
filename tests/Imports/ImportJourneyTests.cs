using System.Text;
using System.Text.Json.Nodes;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Rights;

namespace LeadScoring.Tests.Imports;

/// <summary>A file of past orders comes in through the doors, is looked at, taken in, and taken back.</summary>
public sealed class ImportJourneyTests
{
    private const string Orders = """
        Mail,Order,Day,Sum
        hanako@example.jp,o-1,2025/03/01,"3,200,000"
        taro@example.jp,o-2,2025/13/01,1000
        taro@example.jp,o-3,2025/04/01,abc
        jiro@example.jp,o-4,2026-01-15,2800000
        nobody,o-5,2026-01-15,1
        """;

    private static readonly object OfOrders = new
    {
        id = "orders-2025",
        kind = "purchases",
        product = "car",
        mapping = new { email = "Mail", id = "Order", occurredAt = "Day", amount = "Sum" },
    };

    [Fact]
    public async Task A_file_is_tried_taken_in_once_and_taken_back()
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z");

        var tried = await brand.ImportAsync(OfOrders, Orders, dryRun: true);
        Assert.Equal((5, 2, 0, 0, 3), ImportBrand.Lines(tried));
        Assert.Equal("tried", (string?)tried["import"]!["state"]);
        Assert.Equal([3, 4, 6], tried["errors"]!.AsArray().Select(error => (int)error!["line"]!));
        Assert.Equal("2025-03-01T03:00:00Z", (string?)tried["preview"]![0]!["occurredAt"]); // noon in Tokyo
        await brand.PostAsync("/api/leads/find", new { email = "hanako@example.jp" }, 404);

        var done = await brand.StartAsync("orders-2025");
        Assert.Equal((5, 2, 0, 0, 3), ImportBrand.Lines(done));
        Assert.Equal(("done", 100), ((string?)done["import"]!["state"], (int)done["import"]!["percent"]!));
        Assert.Empty(done["import"]!["parts"]!.AsArray());
        var hanako = await brand.FindAsync("hanako@example.jp");
        Assert.Equal("first-time", (string?)hanako["class"]);
        Assert.Empty(brand.Mails());

        var again = await brand.ImportAsync(With(OfOrders, "once-more"), Orders);
        Assert.Equal((5, 0, 0, 2, 3), ImportBrand.Lines(again));

        await brand.UndoAsync("once-more");
        Assert.Equal("first-time", (string?)(await brand.FindAsync("hanako@example.jp"))["class"]);
        var undone = await brand.UndoAsync("orders-2025");
        Assert.Equal("undone", (string?)undone["state"]);
        await brand.PostAsync("/api/leads/find", new { email = "hanako@example.jp" }, 404);
        Assert.Empty(await Traces.OfAsync(brand.Tables(), "hanako@example.jp", "jiro@example.jp", "3200000"));
        Assert.Empty((await brand.GetAsync("/api/leads?product=car"))["leads"]!.AsArray());

        // Whose import was undone may come back in any way.
        await brand.ImportAsync(With(OfOrders, "third"), Orders);
        Assert.Equal(2, (await brand.GetAsync("/api/leads?product=car"))["leads"]!.AsArray().Count);

        // Who was given points since is somebody's customer, and keeps them.
        var id = (string)(await brand.FindAsync("hanako@example.jp"))["leadId"]!;
        var gift = new { id = "balance-of-the-old-card", points = 190, reason = "moved over" };
        await brand.PostAsync($"/api/leads/{id}/points/adjust", gift, 200);
        await brand.UndoAsync("third");
        Assert.Equal(190, (int)(await brand.GetAsync($"/api/leads/{id}/points"))["balance"]!);
        await brand.PostAsync("/api/leads/find", new { email = "jiro@example.jp" }, 404);
    }

    [Fact]
    public async Task Errors_are_a_file_that_names_nobody()
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z");
        await brand.ImportAsync(OfOrders, Orders, dryRun: true);

        var file = await brand.Http.GetStringAsync("/api/imports/orders-2025/errors");

        Assert.Equal(5, file.Split("\r\n").Length);
        Assert.Contains("4,", file, StringComparison.Ordinal);
        Assert.Contains("Must be a number like 1234.50.", file, StringComparison.Ordinal);
        Assert.DoesNotContain("@example.jp", file.Replace("name@example.jp", ""), StringComparison.Ordinal);
        Assert.DoesNotContain("nobody", file, StringComparison.Ordinal);
        Assert.DoesNotContain("o-2", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_without_ids_count_as_often_as_the_file_says_them_and_once_for_all_files()
    {
        const string File = """
            1 20250301 2 36.99
            1 20250301 2 36.99
            2 20250302 1 11.77
            """;
        var definition = new
        {
            kind = "purchases", product = "car", delimiter = "whitespace", header = false,
            @namespace = "shop",
            mapping = new
            {
                customer = 1, occurredAt = new { column = 2, format = "yyyyMMdd" }, amount = 4,
                sku = new { value = "cd" }, quantity = 3,
            },
        };
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z");

        var taken = await brand.ImportAsync(definition, File);
        Assert.True(ImportBrand.Lines(taken) == (3, 3, 0, 0, 0), taken["errors"]!.ToJsonString());
        Assert.Equal((3, 0, 0, 3, 0), ImportBrand.Lines(await brand.ImportAsync(definition, File)));
        const string Longer = File + "\n2 20250302 1 11.77";
        Assert.Equal((4, 1, 0, 3, 0), ImportBrand.Lines(await brand.ImportAsync(definition, Longer)));

        var first = await brand.FindAsync("1@shop.invalid");
        Assert.Equal(2, first["timeline"]!.AsArray().Count(one => $"{one!["kind"]}{one["type"]}".Contains("purchase")));
    }

    [Fact]
    public async Task A_file_may_come_in_parts_that_cut_lines_and_letters()
    {
        var text = new StringBuilder("email,name,updatedAt\r\n");
        for (var n = 0; n < 2500; n++) text.Append($"\"lead-{n}@example.jp\",\"山田, \"\"{n}\"\"\",2026-01-01\r\n");
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z");
        var definition = new
        {
            id = "people", kind = "leads", product = "car",
            mapping = new { email = "email", name = "name", updatedAt = "updatedAt" },
        };
        await brand.PostAsync("/api/imports", definition, 201);
        await brand.PutFileAsync("people", bytes[70_001..], part: 2);
        await brand.PostAsync("/api/imports/people/start", new { dryRun = false }, 400);
        await brand.PutFileAsync("people", bytes[..70_001]);
        await brand.PutFileAsync("people", bytes[..70_001]);

        Assert.Equal((2500, 2500, 0, 0, 0), ImportBrand.Lines(await brand.StartAsync("people")));

        Assert.Equal("山田, \"1777\"", (string?)(await brand.FindAsync("lead-1777@example.jp"))["name"]);
        await brand.PutFileAsync("people", bytes[..10], status: 409);
    }

    private static JsonNode With(object definition, string id)
    {
        var changed = System.Text.Json.JsonSerializer.SerializeToNode(definition)!;
        changed["id"] = id;
        return changed;
    }
}
