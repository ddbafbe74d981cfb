namespace Azure.Data.Tables.Models;

/// <summary>The service's error codes, as they stand in <see cref="RequestFailedException.ErrorCode"/>.</summary>
public readonly struct TableErrorCode(string value) : IEquatable<TableErrorCode>
{
    private readonly string _value = value;

    public static TableErrorCode CommandsInBatchActOnDifferentPartitions =>
        new(nameof(CommandsInBatchActOnDifferentPartitions));

    public static TableErrorCode ContentLengthExceeded => new(nameof(ContentLengthExceeded));

    public static TableErrorCode EntityAlreadyExists => new(nameof(EntityAlreadyExists));

    public static TableErrorCode EntityNotFound => new(nameof(EntityNotFound));

    public static TableErrorCode EntityTooLarge => new(nameof(EntityTooLarge));

    public static TableErrorCode InvalidDuplicateRow => new(nameof(InvalidDuplicateRow));

    public static TableErrorCode InvalidInput => new(nameof(InvalidInput));

    public static TableErrorCode KeyValueTooLarge => new(nameof(KeyValueTooLarge));

    public static TableErrorCode OutOfRangeInput => new(nameof(OutOfRangeInput));

    public static TableErrorCode PropertiesNeedValue => new(nameof(PropertiesNeedValue));

    public static TableErrorCode PropertyNameInvalid => new(nameof(PropertyNameInvalid));

    public static TableErrorCode PropertyNameTooLong => new(nameof(PropertyNameTooLong));

    public static TableErrorCode PropertyValueTooLarge => new(nameof(PropertyValueTooLarge));

    public static TableErrorCode ResourceNotFound => new(nameof(ResourceNotFound));

    public static TableErrorCode TableAlreadyExists => new(nameof(TableAlreadyExists));

    public static TableErrorCode TableBeingDeleted => new(nameof(TableBeingDeleted));

    public static TableErrorCode TableNotFound => new(nameof(TableNotFound));

    public static TableErrorCode TooManyProperties => new(nameof(TooManyProperties));

    public static TableErrorCode UpdateConditionNotSatisfied => new(nameof(UpdateConditionNotSatisfied));

    public static implicit operator TableErrorCode(string value) => new(value);

    public static bool operator ==(TableErrorCode left, TableErrorCode right) => left.Equals(right);

    public static bool operator !=(TableErrorCode left, TableErrorCode right) => !left.Equals(right);

    public bool Equals(TableErrorCode other) => string.Equals(_value, other._value, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object? obj) => obj is TableErrorCode other && Equals(other);

    public override int GetHashCode() => _value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(_value);

    public override string ToString() => _value;
}
