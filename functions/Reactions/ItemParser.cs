using System.Text;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Sales;

namespace LeadScoring.Reactions;

/// <summary>
/// Parses items of the two APIs into what cannot be wrong; what is wrong is noted with the item's own paths.
/// </summary>
public sealed class ItemParser(Edition edition, LeadIds ids, DateTimeOffset now)
{
    private const int MaxPropertiesBytes = 8 * 1024;
    private const decimal MaxAmount = 1_000_000_000_000m;
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromDays(1);

    public AcceptedItem? Reaction(JsonFields fields)
    {
        var subject = Subject(fields);
        var reaction = new Reaction
        {
            Id = fields.RequiredText("id"),
            Type = Type(fields),
            OccurredAt = fields.RequiredPastTime("occurredAt", now, ClockTolerance),
            CampaignId = Campaign(fields),
            Product = Product(fields),
            Channel = fields.Text("channel", 50),
            Properties = fields.Object("properties")?.Element,
        };
        if (reaction.Properties is { } properties
            && Encoding.UTF8.GetByteCount(properties.GetRawText()) > MaxPropertiesBytes)
            fields.Refuse(
                "properties", "Must be at most 8 kB of JSON: keep large documents elsewhere and send their id.");
        return fields.Refusals.Any || subject is null
            ? null
            : new AcceptedItem(subject.LeadId, subject.Email?.Text, reaction, null);
    }

    public AcceptedItem? Purchase(JsonFields fields)
    {
        var subject = Subject(fields);
        var purchase = new PurchaseNote
        {
            Id = fields.RequiredText("id"),
            OccurredAt = fields.RequiredPastTime("occurredAt", now, ClockTolerance),
            CampaignId = Campaign(fields),
            Product = Product(fields),
            Amount = fields.RequiredAmount("amount", 0, MaxAmount),
            Currency = fields.RequiredText("currency", 3),
            RefundOf = fields.Text("refundOf"),
            Items = [.. fields.Objects("items", 200).Select(Item)],
        };
        CheckCurrency(fields, purchase);
        if (purchase.RefundOf is not null && purchase.RefundOf == purchase.Id)
            fields.Refuse("refundOf", "Must name another purchase: a refund has an id of its own.");
        return fields.Refusals.Any || subject is null
            ? null
            : new AcceptedItem(subject.LeadId, subject.Email?.Text, null, purchase);
    }

    private ItemSubject? Subject(JsonFields fields)
    {
        var (leadId, typed) = (fields.Text("leadId"), fields.Text("email", 254));
        if (leadId is null == typed is null)
        {
            fields.Refuse("leadId", "Give either leadId or email, not both and not neither.");
            return null;
        }
        if (leadId is not null)
        {
            if (LeadIds.IsOne(leadId)) return new ItemSubject(leadId, null);
            fields.Refuse("leadId", UnknownLead);
            return null;
        }
        if (EmailAddress.Parse(typed!, out var reason) is { } email) return new ItemSubject(ids.Of(email), email);
        fields.Refuse("email", reason!);
        return null;
    }

    public const string UnknownLead =
        "Is not a lead here: take it from GET /api/leads or POST /api/leads/find, or send the email.";

    /// <summary>What sales did or found out comes through sales' own doors, which know who says so.</summary>
    private string Type(JsonFields fields)
    {
        var type = fields.RequiredText("type");
        if (!Outcomes.IsReported(type))
            return fields.OneOf("type", [.. edition.Rules.Reactions.Keys.Where(id => !Outcomes.IsReported(id))]) ?? "";
        fields.Refuse("type",
            $"'{type}' is for sales to report: POST /api/leads/{{leadId}}/outcome or /calls, "
            + "with a key of scope work.");
        return type;
    }

    private string? Campaign(JsonFields fields)
    {
        var campaign = fields.Text("campaignId", 60);
        if (campaign is not null && !edition.Campaigns.ContainsKey(campaign))
            fields.Refuse("campaignId", "Is not a campaign here: see campaigns/ in the content folder.");
        return campaign;
    }

    /// <summary>The product named, else the campaign's, else the only one there is.</summary>
    private string Product(JsonFields fields)
    {
        var products = edition.Rules.Products;
        if (fields.OneOf("product", [.. products.Keys]) is { } named) return named;
        if (fields.Has("product")) return "";
        if (fields.Text("campaignId") is { } id && edition.Campaigns.TryGetValue(id, out var campaign))
            return campaign.Product;
        if (products.Count == 1) return products.Keys.Single();
        fields.Refuse(
            "product",
            $"Is required here, one of {string.Join(", ", products.Keys)}: there is no campaign to take it from.");
        return "";
    }

    private void CheckCurrency(JsonFields fields, PurchaseNote purchase)
    {
        if (!edition.Rules.Products.TryGetValue(purchase.Product, out var product) || purchase.Currency.Length == 0)
            return;
        if (purchase.Currency != product.Currency)
            fields.Refuse(
                "currency",
                $"Must be {product.Currency}, the currency of product {product.Id}: convert it before sending.");
    }

    private static PurchaseItem Item(JsonFields fields) => new(
        fields.RequiredText("sku", 100),
        fields.RequiredAmount("quantity", 0, 1_000_000),
        fields.Amount("unitPrice", -MaxAmount, MaxAmount),
        fields.Amount("listPrice", -MaxAmount, MaxAmount));
}
