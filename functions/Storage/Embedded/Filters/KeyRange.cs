namespace LeadScoring.Storage.Embedded.Filters;

/// <summary>
/// The keys that a filter can match, from <paramref name="From"/> to <paramref name="To"/>, both included (null: no
/// end). It may be wider than the filter, never narrower: each row is still held against the filter.
/// </summary>
internal sealed record KeyRange(string From, string? To)
{
    private static readonly KeyRange Everything = new("", null);

    public bool IsEmpty => To is not null && LiteralOrder.CompareText(From, To) > 0;

    public bool IsPoint => To is not null && From == To;

    /// <summary>The range of one key (<c>PartitionKey</c> or <c>RowKey</c>) under a filter.</summary>
    public static KeyRange Of(Filter filter, string key) => filter switch
    {
        Filter.And and => Of(and.Left, key).Intersect(Of(and.Right, key)),
        Filter.Or or => Of(or.Left, key).Span(Of(or.Right, key)),
        Filter.Compare { Literal: string text } compare when compare.Property == key => compare.Operator switch
        {
            Comparison.Equal => new KeyRange(text, text),
            Comparison.Greater or Comparison.GreaterOrEqual => new KeyRange(text, null),
            Comparison.Less or Comparison.LessOrEqual => new KeyRange("", text),
            _ => Everything,
        },
        _ => Everything,
    };

    private KeyRange Intersect(KeyRange other) => new(
        LiteralOrder.CompareText(From, other.From) >= 0 ? From : other.From,
        To is null || other.To is not null && LiteralOrder.CompareText(To, other.To) > 0 ? other.To : To);

    private KeyRange Span(KeyRange other)
    {
        if (IsEmpty) return other;
        if (other.IsEmpty) return this;
        return new KeyRange(
            LiteralOrder.CompareText(From, other.From) <= 0 ? From : other.From,
            To is null || other.To is null ? null : LiteralOrder.CompareText(To, other.To) >= 0 ? To : other.To);
    }
}
