using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace LeadScoring.Storage.Embedded;

/// <summary>The table service's refusals: status, code and a sentence.</summary>
internal static class TableErrors
{
    public static RequestFailedException TableNotFound(string table) =>
        Failed(404, TableErrorCode.TableNotFound, $"The table {table} does not exist.");

    public static RequestFailedException TableAlreadyExists(string table) =>
        Failed(409, TableErrorCode.TableAlreadyExists, $"The table {table} exists already.");

    public static RequestFailedException NotFound() =>
        Failed(404, TableErrorCode.ResourceNotFound, "The row does not exist.");

    public static RequestFailedException AlreadyExists() =>
        Failed(409, TableErrorCode.EntityAlreadyExists, "A row with this key exists already.");

    public static RequestFailedException ConditionNotMet() =>
        Failed(412, TableErrorCode.UpdateConditionNotSatisfied, "The row has changed: its ETag is another one.");

    public static RequestFailedException InvalidInput(string reason) =>
        Failed(400, TableErrorCode.InvalidInput, reason);

    public static RequestFailedException Failed(int status, TableErrorCode code, string message) =>
        new(status, message, code.ToString(), null);

    /// <summary>
    /// The refusal of a whole transaction for the sake of one action, whose index is told as the service tells it.
    /// </summary>
    public static TableTransactionFailedException InTransaction(RequestFailedException refusal, int index)
    {
        refusal.Data["FailedEntity"] = index.ToString(CultureInfo.InvariantCulture);
        return new TableTransactionFailedException(refusal);
    }
}
