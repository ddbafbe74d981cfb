using LeadScoring.Scoring;
using NodaTime;

namespace LeadScoring.Scenarios;

/// <summary>
/// A question about a lead at one instant, as a tree. It has three answers (Kleene's logic): what a model does not say
/// is neither true nor false, and makes a whole unknown only where it would decide it.
/// </summary>
public abstract record Condition
{
    private Condition()
    {
    }

    /// <summary>Where it stands in its file, for what is wrong with it.</summary>
    public string Path { get; init; } = "";

    /// <summary>Null: not known.</summary>
    public abstract bool? Holds(Circumstances at);

    /// <summary>The questions themselves, without what joins them.</summary>
    public virtual IEnumerable<Condition> Leaves() => [this];

    /// <summary>Every one of them; true where there is none.</summary>
    public sealed record All(IReadOnlyList<Condition> Parts) : Condition
    {
        public override bool? Holds(Circumstances at) => Join(Parts, at, decides: false);

        public override IEnumerable<Condition> Leaves() => Parts.SelectMany(part => part.Leaves());
    }

    /// <summary>At least one of them.</summary>
    public sealed record Any(IReadOnlyList<Condition> Parts) : Condition
    {
        public override bool? Holds(Circumstances at) => Join(Parts, at, decides: true);

        public override IEnumerable<Condition> Leaves() => Parts.SelectMany(part => part.Leaves());
    }

    public sealed record Not(Condition Part) : Condition
    {
        public override bool? Holds(Circumstances at) => !Part.Holds(at);

        public override IEnumerable<Condition> Leaves() => Part.Leaves();
    }

    /// <summary>One of these reactions came since the enrolment: what led to it is no answer to its mails.</summary>
    public sealed record Reacted(IReadOnlyList<string> Types) : Condition
    {
        public override bool? Holds(Circumstances at) =>
            at.Reactions.Any(seen => seen.At > at.EnteredAt && Types.Contains(seen.Type));
    }

    /// <summary>One of these reactions came within so long before now, whether enrolled or not.</summary>
    public sealed record ReactedWithin(IReadOnlyList<string> Types, Period Within) : Condition
    {
        public override bool? Holds(Circumstances at) =>
            at.Reactions.Any(seen => Types.Contains(seen.Type) && seen.At.Plus(Within, at.Zone) >= at.Now);
    }

    /// <summary>From <paramref name="AtLeast"/> and under <paramref name="Below"/>, as in all ranges here.</summary>
    public sealed record ScoreIs(double? AtLeast, double? Below) : Condition
    {
        public override bool? Holds(Circumstances at) => InRange(at.Score, AtLeast, Below);
    }

    public sealed record StageIs(IReadOnlyList<string> Stages) : Condition
    {
        public override bool? Holds(Circumstances at) => at.CurrentStage is { } stage && Stages.Contains(stage);
    }

    public sealed record ClassIs(IReadOnlyList<string> Classes) : Condition
    {
        public override bool? Holds(Circumstances at) => at.CurrentClass is { } name && Classes.Contains(name);
    }

    public sealed record LapsedIs(bool Lapsed) : Condition
    {
        public override bool? Holds(Circumstances at) => at.Lapsed == Lapsed;
    }

    /// <summary>The test of a fit factor, or (without one) that there is any value at all.</summary>
    public sealed record AttributeIs(string Name, FitFactor? Test, bool Exists) : Condition
    {
        public override bool? Holds(Circumstances at) => Test is not null
            ? Test.Holds(at.Attributes)
            : (at.Attributes.TryGetValue(Name, out var value) && !string.IsNullOrWhiteSpace(value)) == Exists;
    }

    /// <summary>A purchase that was not taken back, ever or within so long; null: of the scenario's product.</summary>
    public sealed record Purchased(string? Product, Period? Within) : Condition
    {
        public override bool? Holds(Circumstances at) =>
            at.Purchases.TryGetValue(Product ?? at.Product, out var bought)
            && bought.Any(time => Within is null || time.Plus(Within, at.Zone) >= at.Now);
    }

    /// <summary>The chance of an order within 30, 90, 180 or 365 days, from 0 to 1.</summary>
    public sealed record ProbabilityIs(int Days, double? AtLeast, double? Below) : Condition
    {
        public static readonly IReadOnlyList<int> Horizons = [30, 90, 180, 365];

        public override bool? Holds(Circumstances at) => InRange(Days switch
        {
            30 => at.Chances?.In30,
            90 => at.Chances?.In90,
            180 => at.Chances?.In180,
            _ => at.Chances?.In365,
        }, AtLeast, Below);
    }

    /// <summary>
    /// The level of likeness to loyal customers that the lead was told; one that was told none, or of whom a study
    /// could say nothing so far, is under every level.
    /// </summary>
    public sealed record LikenessIs(int? AtLeast, int? Below) : Condition
    {
        public override bool? Holds(Circumstances at) => InRange(at.Likeness, AtLeast, Below);
    }

    /// <summary>A person opened, or followed a link in, the mail of one of these earlier steps.</summary>
    public sealed record MailSeen(IReadOnlyList<string> Steps, bool Clicked) : Condition
    {
        public override bool? Holds(Circumstances at) => at.Mails is { } mails
            ? Steps.Any(step => mails.TryGetValue(step, out var seen) && (Clicked ? seen.Clicked : seen.Opened))
            : null;
    }

    private static bool? Join(IReadOnlyList<Condition> parts, Circumstances at, bool decides)
    {
        bool? joined = !decides;
        foreach (var part in parts)
        {
            var holds = part.Holds(at);
            if (holds == decides) return decides;
            if (holds is null) joined = null;
        }
        return joined;
    }

    private static bool? InRange(double? value, double? atLeast, double? below) =>
        value is { } known ? !(known < atLeast) && !(known >= below) : null;
}
