using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Publishing;

namespace LeadScoring.SalesConsole;

/// <summary>
/// What the ids in answers are called, in one language, in the order in which people should read them, and what the
/// rules in force say about them. <see cref="Now"/> is the app's clock: a console computes days with it, whatever the
/// clock of its own machine says; <see cref="TimeZone"/> is the brand's, an IANA name.
/// </summary>
public sealed record ConsoleWords
{
    public required DateTimeOffset Now { get; init; }
    public required string TimeZone { get; init; }
    public required IReadOnlyList<ProductWords> Products { get; init; }
    public required IReadOnlyList<StageWords> Stages { get; init; }
    public required IReadOnlyList<NamedId> Classes { get; init; }
    public required IReadOnlyList<NamedId> Campaigns { get; init; }
    public required IReadOnlyList<ReactionWords> Reactions { get; init; }
    public required IReadOnlyList<NamedId> Purposes { get; init; }

    /// <summary>What is written down as a reason or outcome, and what became of a mail, in words.</summary>
    public required IReadOnlyList<NamedId> Reasons { get; init; }

    /// <summary>What mails are called, by template.</summary>
    public required IReadOnlyList<NamedId> Mails { get; init; }

    /// <summary>What the mails of scenarios are called, by scenario and step, as in <c>car-new/welcome</c>.</summary>
    public required IReadOnlyList<NamedId> Steps { get; init; }

    /// <summary>What attributes are called, of those that the brand has a name for.</summary>
    public required IReadOnlyList<NamedId> Attributes { get; init; }

    /// <summary>What channels and scenarios are called, of those that the brand has a name for.</summary>
    public required IReadOnlyList<NamedId> Channels { get; init; }
    public required IReadOnlyList<NamedId> Scenarios { get; init; }

    /// <summary>The attribute that says where a lead lives; null: the brand has none.</summary>
    public string? Region { get; init; }

    /// <summary>The regions that somebody in sales looks after; a lead may live in others.</summary>
    public required IReadOnlyList<string> Regions { get; init; }

    public static ConsoleWords Of(Edition edition, string language, DateTimeOffset now)
    {
        var (rules, sender, sales) = (edition.Rules, edition.Sender, edition.Sales);
        return new ConsoleWords
        {
            Now = now,
            TimeZone = sender.TimeZone.Id,
            Products = [.. rules.Products.Values.Select(product => new ProductWords(
                product.Id, product.Name.For(language), product.Currency, product.HalfSaturation,
                product.TimeZone.Id))],
            Stages = [.. rules.Stages.Stages.Select(stage => new StageWords(
                stage.Id, stage.Label.For(language), stage.Enter, stage.Leave))],
            Classes = [.. CustomerClass.All.Select(id => new NamedId(id, ClassText.Of(id, language)))],
            Campaigns = [.. edition.Campaigns.Values.OrderBy(campaign => campaign.Id, StringComparer.Ordinal)
                .Select(campaign => new NamedId(campaign.Id, campaign.Title.For(language)))],
            Reactions = [.. rules.Reactions.Values.Select(type => new ReactionWords(
                type.Id, type.Label.For(language), type.Channel))],
            Purposes = [.. sender.Consent.Purposes.Select(purpose =>
                new NamedId(purpose.Id, purpose.Label.For(language)))],
            Reasons = [.. ReasonText.Known.Select(code => new NamedId(code, ReasonText.Of(code, language)))],
            Mails = [.. edition.Templates.Keys.Select(path => path.Split('/')[0]).Distinct(StringComparer.Ordinal)
                .Where(template => !template.StartsWith('_')).Order(StringComparer.Ordinal)
                .Select(template => new NamedId(template, MailName.Of(template, edition, language)))],
            Steps = [.. edition.Scenarios.Values.OrderBy(scenario => scenario.Id, StringComparer.Ordinal)
                .SelectMany(scenario => scenario.Steps.Where(step => step.Template is not null).Select(step =>
                    new NamedId($"{scenario.Id}/{step.Id}", MailName.Of(step.Template!, edition, language))))],
            Attributes = Named(sales.Labels, language),
            Channels = Named(sales.Channels, language),
            Scenarios = Named(sales.Scenarios, language),
            Region = sales.Region,
            Regions = [.. sales.Owners.SelectMany(owner => owner.Regions).Distinct(StringComparer.Ordinal)],
        };
    }

    private static IReadOnlyList<NamedId> Named(IReadOnlyDictionary<string, LocalizedText> names, string language) =>
        [.. names.Select(one => new NamedId(one.Key, one.Value.For(language)))];
}

/// <summary>An id of the content and what people call it.</summary>
public sealed record NamedId(string Id, string Name);

/// <summary>A product line; <paramref name="HalfSaturation"/>: the points that make a score of 50.</summary>
public sealed record ProductWords(string Id, string Name, string Currency, double HalfSaturation, string TimeZone);

/// <summary>A stage with the scores at which it is entered and left; the first has neither.</summary>
public sealed record StageWords(string Id, string Name, double? Enter, double? Leave);

/// <summary>A type of reaction and where it happens.</summary>
public sealed record ReactionWords(string Id, string Name, string? Channel);
