namespace LeadScoring.Demo;

/// <summary>
/// Somebody of the simulated public, as they are before the brand meets them. Days count from the first day of the
/// demo. <see cref="Interest"/>: how often they look at the brand, 1 being usual; <see cref="Mood"/>: 0 to 1, how
/// content they are with what they buy.
/// </summary>
internal sealed record Person
{
    public required int Index { get; init; }
    public required string Name { get; init; }
    public required string Email { get; init; }
    public required string Locale { get; init; }
    public required string Prefecture { get; init; }

    /// <summary>The product line they care for.</summary>
    public required string Product { get; init; }
    public required Source Source { get; init; }

    /// <summary>The day of their first entry; null for whoever comes only if a friend brings them.</summary>
    public required int? Arrives { get; init; }

    /// <summary>Customers of earlier years: days before the demo at which they bought first; null: not one.</summary>
    public int? CustomerFor { get; init; }
    public required double Interest { get; init; }
    public required double Mood { get; init; }
    public required bool OptsIn { get; init; }

    /// <summary>Buys cars by the fleet.</summary>
    public bool IsFleet { get; init; }

    /// <summary>How likely they open a mail; their mailbox may open it for them, or be gone.</summary>
    public required double Opens { get; init; }
    public bool HasProxy { get; init; }
    public bool IsGone { get; init; }

    /// <summary>Looks at the landing page some days before entering.</summary>
    public bool BrowsesFirst { get; init; }
    public int? Budget { get; init; }

    /// <summary>A number that is nobody's; null: they gave none.</summary>
    public string? Phone { get; init; }

    /// <summary>When the lease of their present car ends, in days from the first day; null: none.</summary>
    public int? LeaseEnds { get; init; }

    /// <summary>One of the people of a seed, always the same.</summary>
    /// <param name="index">From 0.</param>
    /// <param name="seed">The demo's seed.</param>
    /// <param name="people">How many there are; the last of them come only if a friend brings them.</param>
    /// <param name="days">How long the demo is.</param>
    /// <param name="truth">Where they come from.</param>
    public static Person Of(int index, int seed, int people, int days, Truth truth)
    {
        var dice = new Dice(seed, index, Purposes.Person);
        var (family, given) = (dice.Of(Words.FamilyNames), dice.Of(Words.GivenNames));
        var isJapanese = dice.Falls(0.93);
        var source = dice.Of(truth.Sources, one => one.Share);
        var product = dice.Falls(0.58) ? "car" : "camper";
        var isFriend = index >= people - (people / 25);
        var wasCustomer = !isFriend && dice.Falls(product == "car" ? 0.16 : 0.5);
        return new Person
        {
            Index = index,
            Name = isJapanese ? $"{family.Kanji} {given.Kanji}" : $"{Capital(given.Romaji)} {Capital(family.Romaji)}",
            Email = FormattableString.Invariant($"{given.Romaji}.{family.Romaji}{index}@example.jp"),
            Locale = isJapanese ? "ja" : "en",
            Prefecture = dice.Of(Words.Prefectures, one => one.Share).Name,
            Product = product,
            Source = source,
            // Towards the end more come: campaigns grow.
            Arrives = isFriend ? null : (int)(days * Math.Pow(dice.Next(), 0.8)),
            CustomerFor = wasCustomer ? dice.Whole(30, 900) : null,
            Interest = Math.Min(2.5, dice.Factor(0.6) * source.Quality),
            Mood = Math.Sqrt(dice.Next()),
            OptsIn = dice.Falls(0.86),
            IsFleet = product == "car" && dice.Falls(0.012),
            Opens = dice.Between(0.15, 0.75),
            HasProxy = dice.Falls(0.3),
            IsGone = dice.Falls(0.012),
            BrowsesFirst = dice.Falls(0.3),
            Phone = dice.Falls(0.65) ? FormattableString.Invariant($"090-0000-{index % 10_000:0000}") : null,
            Budget = dice.Falls(0.6) ? dice.Whole(15, 50) * 100_000 : null,
            LeaseEnds = product == "car" && dice.Falls(0.3) ? dice.Whole(60, days + 300) : null,
        };
    }

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}

/// <summary>What dice are thrown for, so that one answer does not foretell another.</summary>
internal static class Purposes
{
    public const int Person = 1;
    public const int Day = 2;
    public const int Mail = 3;
    public const int Sales = 4;
    public const int Past = 5;
    public const int Stops = 6;
    public const int Order = 7;
    public const int Costs = 8;
}
