using LeadScoring.Parsing;
using LeadScoring.Rights;
using LeadScoring.Sending;
using NodaTime;

namespace LeadScoring.Consent;

/// <summary>
/// What the brand promises about consents, from <c>consent</c> in <c>sender.json</c>; every part may be left out.
/// </summary>
public sealed record ConsentPolicy
{
    public static ConsentPolicy Default { get; } = new();

    /// <summary>How long a consent lives after the grant or the last sign of interest. Null: for ever.</summary>
    public Period? Expires { get; init; }

    /// <summary>How long the link of a confirmation mail confirms; a new one can be asked for.</summary>
    public Period LinkValid { get; init; } = Period.FromDays(7);

    /// <summary>When an unanswered confirmation mail is repeated, once. Null: never.</summary>
    public Period? RemindAfter { get; init; }

    /// <summary>What mails are for; the first is that of scenarios that name none.</summary>
    public IReadOnlyList<Purpose> Purposes { get; init; } = [];

    /// <summary>What people can choose besides getting mails as they are sent.</summary>
    public IReadOnlyList<FrequencyChoice> Frequencies { get; init; } = [];

    /// <summary>Where consent is asked for besides entries, with the words shown there.</summary>
    public IReadOnlyList<AskContext> Contexts { get; init; } = [];

    /// <summary>
    /// The purpose by which people permit that a digest of their address is told to ad platforms; null: it is not asked
    /// for. A consent to mail in general does not hold for it.
    /// </summary>
    public string? AudiencePurpose { get; init; }

    public string? DefaultPurpose => Purposes.Count == 0 ? null : Purposes[0].Id;

    public AskContext? Context(string id) => Contexts.FirstOrDefault(context => context.Id == id);

    public FrequencyCap? CapOf(string? choice) =>
        Frequencies.FirstOrDefault(frequency => frequency.Id == choice)?.Cap;

    public DateTimeOffset LinkEnds(DateTimeOffset issued) => Retention.After(issued, LinkValid);

    public static ConsentPolicy Read(JsonFields sender)
    {
        if (sender.Object("consent") is not { } fields) return Default;
        fields.RefuseOthers("expires", "linkValid", "remindAfter", "purposes", "frequencies", "contexts",
            "audiencePurpose");
        var policy = new ConsentPolicy
        {
            AudiencePurpose = fields.Text("audiencePurpose", 50),
            Expires = fields.ForwardDuration("expires"),
            LinkValid = fields.ForwardDuration("linkValid") ?? Default.LinkValid,
            RemindAfter = fields.ForwardDuration("remindAfter"),
            Purposes = Distinct(fields, "purposes", Purpose.Read, purpose => purpose.Id),
            Frequencies = Distinct(fields, "frequencies", FrequencyChoice.Read, frequency => frequency.Id),
            Contexts = Distinct(fields, "contexts", AskContext.Read, context => context.Id),
        };
        if (policy.AudiencePurpose is { } audience && policy.Purposes.Skip(1).All(purpose => purpose.Id != audience))
            fields.Refuse("audiencePurpose", "Must be the id of one of purposes, and not of the first, which is mail.");
        return policy;
    }

    private static List<T> Distinct<T>(JsonFields fields, string name, Func<JsonFields, T> read, Func<T, string> id)
    {
        var items = fields.Objects(name, max: 20).Select(read).ToList();
        foreach (var twice in items.GroupBy(id, StringComparer.Ordinal).Where(group => group.Count() > 1))
            fields.Refuse(name, $"Must have different ids, but '{twice.Key}' stands {twice.Count()} times.");
        return items;
    }
}

/// <summary>What mails are sent for, in the words that people choose by.</summary>
public sealed record Purpose(string Id, LocalizedText Label, LocalizedText Description)
{
    public static Purpose Read(JsonFields fields)
    {
        fields.RefuseOthers("id", "label", "description");
        return new Purpose(
            fields.RequiredId("id"), LocalizedText.ReadRequired(fields, "label", 80),
            LocalizedText.ReadRequired(fields, "description", 300));
    }
}

/// <summary>A frequency that people can choose: a cap of their own, on top of each scenario's.</summary>
public sealed record FrequencyChoice(string Id, LocalizedText Label, FrequencyCap Cap)
{
    public static FrequencyChoice Read(JsonFields fields)
    {
        fields.RefuseOthers("id", "label", "cap");
        return new FrequencyChoice(
            fields.RequiredId("id"), LocalizedText.ReadRequired(fields, "label", 80),
            fields.Object("cap") is { } cap
                ? FrequencyCap.Read(cap)
                : fields.Missing("cap", new FrequencyCap(1, TimeSpan.FromDays(7))));
    }
}

/// <summary>
/// A place where the brand's staff or systems ask for consent (a digital receipt, a warranty card, a renewal of the
/// consent itself), with the words that stand there and the mail that asks to confirm them.
/// </summary>
public sealed record AskContext(string Id, string Version, LocalizedText Wording, string Template)
{
    /// <summary>The context of <c>POST /leads/{leadId}/reconsent</c>.</summary>
    public const string Reconsent = "reconsent";

    /// <summary>Since when these words are in force; known once they were published.</summary>
    public DateTimeOffset? ShownFrom { get; init; }

    public static AskContext Read(JsonFields fields)
    {
        fields.RefuseOthers("id", "version", "wording", "template");
        return new AskContext(
            fields.RequiredId("id"), fields.RequiredText("version", 40),
            LocalizedText.ReadRequired(fields, "wording"), fields.Text("template", 80) ?? "confirm");
    }
}
