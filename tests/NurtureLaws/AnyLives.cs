using System.Globalization;
using LeadScoring.Consent;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Tests.Crash;
using LeadScoring.Tests.Loyalty;

namespace LeadScoring.Tests.NurtureLaws;

/// <summary>What a person does, or somebody tells about them.</summary>
internal enum Act
{
    React,
    Complain,
    Buy,
    Consent,
    Withdraw,

    /// <summary>A night's study tells how like loyal customers the person is.</summary>
    Liken,

    /// <summary>Says from when on something holds, or that it never will.</summary>
    Date,
}

/// <summary>One act at an instant that is no full minute, so that nothing is due at it.</summary>
internal sealed record Deed(DateTimeOffset At, string Email, Act Act, string Type, int Number);

/// <summary>The lives of a few people over some weeks, drawn by lot.</summary>
internal static class AnyLives
{
    public const int Days = 45;

    /// <summary>The attribute that some scenarios count from.</summary>
    public const string Date = "leaseEnd";

    private const string Campaign = "car-test-drive";

    private static readonly string[] Types = ["brochure", "quote", "test-drive", "configurator", "shop-visit"];

    private static readonly Act[] Acts =
        [
            Act.React, Act.React, Act.React, Act.React, Act.React, Act.React, Act.Complain, Act.Buy, Act.Consent,
            Act.Consent, Act.Consent, Act.Withdraw, Act.Date, Act.Date,
            Act.Liken, Act.Liken,
        ];

    public static IReadOnlyList<Deed> Draw(Random random, int people, int deeds)
    {
        var drawn = Enumerable.Range(0, people * deeds).Select(number => new Deed(
            StormyBrand.Start.AddMinutes(random.Next(60, Days * 24 * 60)).AddSeconds(17), Email(number % people),
            Acts[random.Next(Acts.Length)], Types[random.Next(Types.Length)], number));
        // Most begin as marketers hope: they consent, and show some interest.
        var begun = Enumerable.Range(0, people).SelectMany(person => new[]
        {
            new Deed(
                StormyBrand.Start.AddSeconds(17), Email(person), person % 4 == 3 ? Act.React : Act.Consent, Types[0],
                10_000 + person),
            new Deed(
                StormyBrand.Start.AddMinutes(1 + person).AddSeconds(17), Email(person), Act.React,
                Types[person % Types.Length], 20_000 + person),
        });
        return [.. begun.Concat(drawn).OrderBy(deed => deed.At).ThenBy(deed => deed.Number).DistinctBy(OncePerDay)];
    }

    /// <summary>The campaign that asks for the date takes one entry a day in Tokyo.</summary>
    private static string OncePerDay(Deed deed) => deed.Act == Act.Date
        ? string.Create(CultureInfo.InvariantCulture, $"{deed.Email} {deed.At.AddHours(9):yyyyMMdd}")
        : string.Create(CultureInfo.InvariantCulture, $"{deed.Number}");

    public static async Task DoAsync(StormyBrand brand, Deed deed)
    {
        var (email, at, id) = (deed.Email, deed.At, $"deed-{deed.Number}");
        await (deed.Act switch
        {
            Act.Consent => brand.PostAsync("/api/consents", new
            {
                consents = new[] { new { email, channel = "email", grantedAt = at, how = "form", proof = id } },
            }),
            Act.Withdraw => brand.PostAsync(
                $"/api/leads/{brand.IdOf(email)}/consents",
                new { granted = false, channel = "email", how = "phone", at, takenBy = "Sato" },
                orElse: System.Net.HttpStatusCode.NotFound),
            Act.Buy => brand.PostAsync("/api/purchases", new
            {
                purchases = new[]
                {
                    new { id, email, occurredAt = at, product = "car", amount = 3_000_000, currency = "JPY" },
                },
            }),
            Act.Date => TellAsync(brand, deed, id),
            Act.Liken => LikenAsync(brand, deed),
            _ => brand.PostAsync("/api/reactions", new
            {
                reactions = new[]
                {
                    new
                    {
                        id, email, occurredAt = at, product = "car",
                        type = deed.Act == Act.Complain ? "complaint" : deed.Type,
                    },
                },
            }),
        });
    }

    /// <summary>As anybody does: in a form, and by the button in the mail that asks whether it was them.</summary>
    private static async Task TellAsync(StormyBrand brand, Deed deed, string id)
    {
        await brand.PostAsync($"/api/campaigns/{Campaign}/entries", new
        {
            entryId = id,
            email = deed.Email,
            optIn = false,
            attributes = new Dictionary<string, string> { [Date] = DateOf(deed) },
        });
        await brand.SettleAsync(deed.At);
        var link = brand.Links.Make(LinkPurpose.OptIn, brand.IdOf(deed.Email), Entry.HashOf(Campaign, id), deed.At);
        await brand.PostAsync($"/api/opt-in/{link}", new { });
    }

    private static async Task LikenAsync(StormyBrand brand, Deed deed)
    {
        int[] levels = [0, .. ToldLikeness.Levels, 90];
        while (true)
        {
            try
            {
                await brand.Services.TellAsync(brand.IdOf(deed.Email), levels[deed.Number % levels.Length]);
                return;
            }
            catch (PowerCutException)
            {
                // The study's message comes again, too.
            }
        }
    }

    /// <summary>The date that was told; now and then something that is none.</summary>
    public static string DateOf(Deed deed) => deed.Number % 5 == 0
        ? "sold"
        : deed.At.AddDays(deed.Number % 40).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Email(int person) => $"law-{person}@example.jp";
}
