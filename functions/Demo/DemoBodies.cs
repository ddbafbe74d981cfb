using System.Globalization;

namespace LeadScoring.Demo;

/// <summary>Pure: what people do, in the words of the doors.</summary>
internal static class DemoBodies
{
    /// <param name="enters">The entry.</param>
    /// <param name="who">Whose.</param>
    /// <param name="start">The first day, from which the end of a lease counts.</param>
    public static object Entry(Enters enters, Person who, DateTimeOffset start) => new
    {
        entryId = FormattableString.Invariant($"demo-{who.Index}"),
        email = who.Email,
        name = who.Name,
        phone = who.Phone,
        locale = who.Locale,
        optIn = who.OptsIn,
        visitorId = enters.Visitor,
        referralCode = enters.ReferralCode,
        attributes = Attributes(who, start),
        source = new { utmSource = who.Source.Name, utmMedium = who.Source.Medium, utmCampaign = enters.Campaign },
    };

    public static object Beacon(Browses browses) => new
    {
        visitorId = browses.Visitor,
        campaignId = browses.Campaign,
        reactions = new[] { new { id = browses.Id, type = browses.Type } },
    };

    public static object Reaction(Reacts reacts, Person who) => new
    {
        id = reacts.Id,
        email = who.Email,
        type = reacts.Type,
        occurredAt = reacts.At,
        product = reacts.Product,
        properties = reacts.Text is null
            ? null
            : new { text = reacts.Text, rating = reacts.Rating, mayQuote = reacts.MayQuote },
    };

    public static object Purchase(Act act, Person who) => act switch
    {
        Buys buys => new
        {
            id = buys.Id,
            email = who.Email,
            occurredAt = buys.At,
            product = buys.Product,
            amount = buys.Amount,
            currency = "JPY",
            items = buys.Lines.Select(line => new { line.Sku, line.Quantity, line.UnitPrice, line.ListPrice }),
        },
        Returns returns => new
        {
            id = returns.Order.Id + "-back",
            email = who.Email,
            occurredAt = returns.At,
            product = returns.Order.Product,
            amount = returns.Order.Amount,
            currency = "JPY",
            refundOf = returns.Order.Id,
        },
        _ => throw new ArgumentException("Is no purchase.", nameof(act)),
    };

    /// <summary>Names as the provider writes them.</summary>
    public static Dictionary<string, object> Event(Told told)
    {
        var body = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["event"] = told.Event,
            ["sg_event_id"] = $"{told.SendId}-{told.Event}",
            ["timestamp"] = told.At.ToUnixTimeSeconds(),
            ["lead_id"] = told.LeadId,
            ["send_id"] = told.SendId,
        };
        if (told.ByMachine) body["sg_machine_open"] = true;
        if (told.Status is { } status) (body["status"], body["type"]) = (status, "bounce");
        return body;
    }

    private static Dictionary<string, string> Attributes(Person who, DateTimeOffset start)
    {
        var answers = new Dictionary<string, string>(StringComparer.Ordinal) { ["prefecture"] = who.Prefecture };
        if (who is { Product: "car", Budget: { } budget })
            answers["budget"] = budget.ToString(CultureInfo.InvariantCulture);
        if (who.LeaseEnds is { } day)
            answers["leaseEnd"] = start.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return answers;
    }
}
