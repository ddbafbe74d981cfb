namespace LeadScoring.Storage.Embedded.Filters;

internal enum Comparison
{
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

/// <summary>A query filter as a tree: does a row, given by its properties, satisfy it?</summary>
internal abstract record Filter
{
    public abstract bool Matches(Func<string, object?> property);

    internal sealed record All : Filter
    {
        public override bool Matches(Func<string, object?> property) => true;
    }

    internal sealed record And(Filter Left, Filter Right) : Filter
    {
        public override bool Matches(Func<string, object?> property) =>
            Left.Matches(property) && Right.Matches(property);
    }

    internal sealed record Or(Filter Left, Filter Right) : Filter
    {
        public override bool Matches(Func<string, object?> property) =>
            Left.Matches(property) || Right.Matches(property);
    }

    internal sealed record Not(Filter Inner) : Filter
    {
        public override bool Matches(Func<string, object?> property) => !Inner.Matches(property);
    }

    /// <summary>A row without the property, or with one of another type, satisfies no comparison.</summary>
    internal sealed record Compare(string Property, Comparison Operator, object Literal) : Filter
    {
        public override bool Matches(Func<string, object?> property) =>
            property(Property) is { } value && LiteralOrder.Compare(value, Literal) is { } order && Operator switch
            {
                Comparison.Equal => order == 0,
                Comparison.NotEqual => order != 0,
                Comparison.Greater => order > 0,
                Comparison.GreaterOrEqual => order >= 0,
                Comparison.Less => order < 0,
                _ => order <= 0,
            };
    }
}
