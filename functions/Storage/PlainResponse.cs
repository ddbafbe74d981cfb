using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Core;

namespace LeadScoring.Storage;

/// <summary>An answer without a wire: the status, and the ETag where a row was written or read.</summary>
internal sealed class PlainResponse(int status, ETag? etag = null) : Response
{
    public override int Status => status;

    public override string ReasonPhrase => "";

    public override Stream? ContentStream { get; set; }

    public override string ClientRequestId { get; set; } = "";

    public override void Dispose()
    {
    }

    protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() =>
        etag is { } value ? [new HttpHeader(HttpHeader.Names.ETag, value.ToString())] : [];

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = string.Equals(name, HttpHeader.Names.ETag, StringComparison.OrdinalIgnoreCase) ? etag?.ToString()
            : null;
        return value is not null;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = TryGetHeader(name, out var value) ? [value] : null;
        return values is not null;
    }
}

/// <summary>The answer where the row is not there.</summary>
internal sealed class NoValue<T> : NullableResponse<T>
{
    public override bool HasValue => false;

    public override T Value => throw new InvalidOperationException("The row does not exist: look at HasValue first.");

    public override Response GetRawResponse() => new PlainResponse(404);
}
