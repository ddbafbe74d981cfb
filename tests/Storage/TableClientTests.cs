using System.Net;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace LeadScoring.Tests.Storage;

/// <summary>
/// What the client sends, where no emulator can tell: addresses, managed identity, refusals without a body.
/// </summary>
public sealed class TableClientTests
{
    [Theory]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10002/devstoreaccount1/leads")]
    [InlineData("AccountName=acc;AccountKey=a2V5", "https://acc.table.core.windows.net/leads")]
    [InlineData("DefaultEndpointsProtocol=http;AccountName=acc;AccountKey=a2V5;EndpointSuffix=core.chinacloudapi.cn",
        "http://acc.table.core.chinacloudapi.cn/leads")]
    [InlineData(
        "AccountName=acc;AccountKey=a2U=;TableEndpoint=http://localhost:1/acc/", "http://localhost:1/acc/leads")]
    public async Task A_connection_string_names_the_address(string connectionString, string address)
    {
        var wire = new Wire();

        await new TableClient(connectionString, "leads", wire.Options).AddEntityAsync(new TableEntity("p", "r"));

        Assert.Equal(address, wire.Request!.RequestUri!.AbsoluteUri);
        Assert.StartsWith("SharedKeyLite ", wire.Request.Headers.Authorization!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_string_without_a_key_is_refused_by_name()
    {
        var refusal = Assert.Throws<FormatException>(() => new TableServiceClient("AccountName=acc"));

        Assert.Contains("AccountKey", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_managed_identity_sends_its_token_for_storage()
    {
        var wire = new Wire();
        var credential = DelegatedTokenCredential.Create(
            (request, _) => new AccessToken(Assert.Single(request.Scopes), DateTimeOffset.MaxValue));

        await new TableServiceClient(new Uri("https://acc.table.core.windows.net"), credential, wire.Options)
            .GetTableClient("leads").AddEntityAsync(new TableEntity("p", "r"));

        Assert.Equal("Bearer https://storage.azure.com/.default", wire.Request!.Headers.Authorization!.ToString());
    }

    [Fact]
    public async Task Keys_with_quotes_blanks_and_Japanese_are_escaped_in_the_address()
    {
        var wire = new Wire();

        await new TableClient("UseDevelopmentStorage=true", "leads", wire.Options)
            .UpsertEntityAsync(new TableEntity("o'neil", "星 1%|x"));

        Assert.EndsWith("leads(PartitionKey='o%27%27neil',RowKey='%E6%98%9F%201%25%7Cx')",
            wire.Request!.RequestUri!.AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_with_a_code_in_its_header_only_keeps_the_code()
    {
        var wire = new Wire(HttpStatusCode.Forbidden, ("x-ms-error-code", "AuthorizationFailure"));
        var table = new TableClient("UseDevelopmentStorage=true", "leads", wire.Options);

        await Contracts.Refusal.Is(403, "AuthorizationFailure", () => table.AddEntityAsync(new TableEntity("p", "r")));
    }

    private sealed class Wire(HttpStatusCode status = HttpStatusCode.NoContent, params (string, string)[] headers)
        : HttpMessageHandler
    {
        public HttpRequestMessage? Request { get; private set; }

        public TableClientOptions Options => new() { Transport = new HttpClientTransport(this) };

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Request = request;
            var answer = new HttpResponseMessage(status);
            foreach (var (name, value) in headers) answer.Headers.TryAddWithoutValidation(name, value);
            return Task.FromResult(answer);
        }
    }
}
