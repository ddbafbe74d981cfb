using System.Text;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables;

/// <summary>The Table service's REST protocol: one request, its answer, and a refusal as an exception.</summary>
internal sealed class TableRest(TableAccount account, TableClientOptions? options)
{
    public const string Json = "application/json;odata=minimalmetadata";
    private readonly TableClientOptions _options = options ?? new();
    private readonly HttpPipeline _pipeline = HttpPipelineBuilder.Build(options ?? new(), account.Authentication);
    private readonly string _endpoint = account.Endpoint.AbsoluteUri.TrimEnd('/');

    public string AccountName => account.Name;

    public string AddressOf(string path) => $"{_endpoint}/{path}";

    /// <summary>Sends a request and answers what came back, whatever its status.</summary>
    public async Task<Response> SendAsync(
        RequestMethod method, string path, ReadOnlyMemory<byte>? body, CancellationToken cancellation,
        params (string Name, string Value)[] headers)
    {
        using var message = _pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(new Uri(AddressOf(path)));
        message.Request.Headers.SetValue("x-ms-version", _options.Version);
        message.Request.Headers.SetValue("DataServiceVersion", "3.0");
        message.Request.Headers.SetValue("MaxDataServiceVersion", "3.0;NetFx");
        message.Request.Headers.SetValue("Accept", Json);
        message.Request.Headers.SetValue("Prefer", "return-no-content");
        if (body is { } bytes)
        {
            message.Request.Content = RequestContent.Create(bytes);
            message.Request.Headers.SetValue("Content-Type", "application/json");
        }
        foreach (var (name, value) in headers) message.Request.Headers.SetValue(name, value);
        await _pipeline.SendAsync(message, cancellation);
        return message.Response;
    }

    /// <summary>The answer itself where its status is good.</summary>
    /// <exception cref="RequestFailedException">Its status is another one.</exception>
    public static Response Expect(Response response, params ReadOnlySpan<int> good) =>
        good.Contains(response.Status) ? response : throw Failed(response.Status, response.Content, response);

    /// <summary>The service's refusal as an exception, with its error code and message.</summary>
    public static RequestFailedException Failed(int status, BinaryData body, Response? response = null)
    {
        var (code, text) = ReadError(body);
        if (code is null && response is not null
            && response.Headers.TryGetValue("x-ms-error-code", out var header)) code = header;
        return new RequestFailedException(status, text ?? $"The table service answered {status}.", code, null);
    }

    public static JsonElement Parse(Response response)
    {
        using var document = JsonDocument.Parse(response.Content);
        return document.RootElement.Clone();
    }

    public static string Query(params IEnumerable<(string Name, string? Value)> parameters) =>
        string.Join('&', parameters
        .Where(parameter => parameter.Value is not null)
        .Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value!)}"));

    private static (string? Code, string? Text) ReadError(BinaryData body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var error = document.RootElement.GetProperty("odata.error");
            return (
                error.GetProperty("code").GetString(), error.GetProperty("message").GetProperty("value").GetString());
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return (null, body.Length is 0 or > 1000 ? null : Encoding.UTF8.GetString(body));
        }
    }
}
