using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using LeadScoring.Storage;
using static Azure.Data.Tables.TableTransactionActionType;

namespace Azure.Data.Tables;

/// <summary>An entity-group transaction on the wire: a multipart body of requests, and the multipart answer.</summary>
internal sealed class Changeset(TableRest rest, string table, IReadOnlyList<TableTransactionAction> actions)
{
    // Random, so that no row's text can hold it.
    private readonly string _boundary = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public async Task<Response<IReadOnlyList<Response>>> SubmitAsync(CancellationToken cancellation)
    {
        var answer = await rest.SendAsync(RequestMethod.Post, "$batch", Encoding.UTF8.GetBytes(Body()), cancellation,
            ("Content-Type", $"multipart/mixed; boundary=batch_{_boundary}"));
        if (answer.Status != 202) throw Failed(answer.Status, answer.Content);
        var parts = Read(answer.Content.ToString());
        if (parts.FirstOrDefault(part => part.Status >= 400) is { } refused)
            throw Failed(refused.Status, BinaryData.FromString(refused.Body));
        IReadOnlyList<Response> answers = [.. parts.Select(part => new PlainResponse(part.Status, part.ETag))];
        return Response.FromValue(answers, answer);
    }

    private string Body()
    {
        var body = new StringBuilder()
            .Append($"--batch_{_boundary}\r\nContent-Type: multipart/mixed; boundary=changeset_{_boundary}\r\n\r\n");
        foreach (var action in actions)
        {
            body.Append($"--changeset_{_boundary}\r\n")
                .Append("Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n");
            Append(body, action);
            body.Append("\r\n");
        }
        return body.Append($"--changeset_{_boundary}--\r\n--batch_{_boundary}--\r\n").ToString();
    }

    private void Append(StringBuilder body, TableTransactionAction action)
    {
        var (type, entity) = (action.ActionType, action.Entity);
        var method = type switch
        {
            Add => "POST",
            Delete => "DELETE",
            UpdateMerge or UpsertMerge => "MERGE",
            _ => "PUT",
        };
        var path = type == Add ? table : TableClient.PathOf(table, entity.PartitionKey, entity.RowKey);
        body.Append(
            $"{method} {rest.AddressOf(path)} HTTP/1.1\r\nAccept: {TableRest.Json}\r\nDataServiceVersion: 3.0\r\n");
        if (type is UpdateMerge or UpdateReplace or Delete)
            body.Append($"If-Match: {(action.ETag == default ? ETag.All : action.ETag)}\r\n");
        if (type == Delete)
        {
            body.Append("\r\n");
            return;
        }
        body.Append("Prefer: return-no-content\r\nContent-Type: application/json\r\n\r\n")
            .Append(Encoding.UTF8.GetString(EntityJson.Write(entity).Span)).Append("\r\n");
    }

    private static List<Part> Read(string answer)
    {
        // Each answer of the changeset starts with its status line; what lies between is its headers and its body.
        var starts = answer.Split("HTTP/1.1 ").Skip(1);
        return [.. starts.Select(text =>
        {
            var status = int.Parse(text.AsSpan(0, 3), CultureInfo.InvariantCulture);
            var etag =
                text.Split("\r\n").FirstOrDefault(line => line.StartsWith("ETag:", StringComparison.OrdinalIgnoreCase));
            var (from, to) = (text.IndexOf('{', StringComparison.Ordinal), text.LastIndexOf('}'));
            return new Part(
                status, etag is null ? null : new ETag(etag[5..].Trim()), from < 0 ? "" : text[from..(to + 1)]);
        })];
    }

    private static TableTransactionFailedException Failed(int status, BinaryData body)
    {
        var refusal = TableRest.Failed(status, body);
        // The service's text begins with the index of the refused action: "2:The specified entity already exists."
        var index = refusal.Message.Split(':')[0];
        if (int.TryParse(index, CultureInfo.InvariantCulture, out _)) refusal.Data["FailedEntity"] = index;
        return new TableTransactionFailedException(refusal);
    }

    private sealed record Part(int Status, ETag? ETag, string Body);
}
