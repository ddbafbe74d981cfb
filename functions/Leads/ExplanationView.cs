namespace LeadScoring.Leads;

/// <summary>
/// The score of one product, to the last digit: points are the sum of the terms' points in their order. What else is
/// said here follows from the same figures, for the second of the call.
/// </summary>
public sealed record ExplanationView(double Points, IReadOnlyList<TermView> Terms)
{
    /// <summary>Days in which all points fall to half without a new reaction.</summary>
    public double HalfLifeDays { get; init; }

    public FitView Fit { get; init; } = new(1, []);

    /// <summary>The local date of the purchase that began the present cycle; null: everything counts.</summary>
    public string? CycleStart { get; init; }

    /// <summary>Reactions that are in no term or over its cap.</summary>
    public IReadOnlyList<NotCounted> NotCounted { get; init; } = [];

    /// <summary>Reactions dated after today, by a clock that runs ahead; they count already.</summary>
    public IReadOnlyList<Ahead> DatedAhead { get; init; } = [];

    /// <summary>What holds the lead up, whatever its score; null: nothing, or the lead has no stage yet.</summary>
    public FloorView? Floor { get; init; }

    public NextStage? NextStage { get; init; }

    /// <summary>When silence takes the lead out of its stage; null: never.</summary>
    public Leaving? Leaves { get; init; }

    /// <summary>The same in sentences, in the asked language.</summary>
    public IReadOnlyList<string> Said { get; init; } = [];
}

/// <summary>points = counted × weight × decay × fit.</summary>
public sealed record TermView(
    string Day, string Type, int Count, int Counted, double Weight, double Decay, double Fit, double Points);

/// <summary>The factor on all points: the product of its parts, in their order.</summary>
public sealed record FitView(double Factor, IReadOnlyList<FitPart> Factors);

/// <summary>
/// An answer of the lead and the factor its condition gives; without a name, all those that are masked.
/// </summary>
public sealed record FitPart(string? Attribute, string? Value, double Factor);

/// <summary>
/// How many reactions of a type count nothing, and why: <c>cap</c> (more than count of one day), <c>cycle</c> (before
/// the purchase that began the present cycle), <c>no rule</c> (of a type that no rule knows today).
/// </summary>
public sealed record NotCounted(string Type, string Why, int Count);

/// <summary>A type of reaction and the local date, after today, that it was reported for.</summary>
public sealed record Ahead(string Type, string Day);

/// <summary>The stage a lead is held up to in this cycle, and the newest reaction that does so.</summary>
public sealed record FloorView(string Stage, string Type, string Day);

/// <summary>The local date on which a silent lead leaves its stage, and the stage it then falls to.</summary>
public sealed record Leaving(string Day, string To);
