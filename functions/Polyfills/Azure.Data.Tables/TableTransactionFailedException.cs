using System.Globalization;

namespace Azure.Data.Tables;

/// <summary>An entity-group transaction that changed nothing, with the index of the action that was refused.</summary>
public class TableTransactionFailedException : RequestFailedException
{
    private const string FailedEntity = "FailedEntity";

    public TableTransactionFailedException(RequestFailedException requestFailedException)
        : base(requestFailedException.Status, requestFailedException.Message, requestFailedException.ErrorCode,
            requestFailedException.InnerException)
    {
        foreach (var key in requestFailedException.Data.Keys) Data[key] = requestFailedException.Data[key];
        if (int.TryParse(Data[FailedEntity] as string, CultureInfo.InvariantCulture, out var index))
            FailedTransactionActionIndex = index;
    }

    public int? FailedTransactionActionIndex { get; }
}
