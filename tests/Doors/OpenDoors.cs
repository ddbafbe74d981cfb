using System.Net.Http.Headers;
using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using LeadScoring.Tests.Journeys;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Doors;

/// <summary>
/// One app for all tests that only knock and are turned away: nothing they send may leave a trace in it.
/// </summary>
public sealed class OpenDoors : IAsyncLifetime
{
    public const string Now = "2026-11-22T03:00:00Z";

    internal Brand Brand { get; private set; } = null!;

    /// <summary>With the admin key.</summary>
    internal HttpClient Sales => Brand.Http;

    /// <summary>Without any.</summary>
    internal HttpClient Anybody { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Brand = await Brand.OpenAsync(Now);
        Anybody = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false })
        {
            BaseAddress = Brand.Http.BaseAddress,
        };
    }

    public ValueTask DisposeAsync()
    {
        Anybody.Dispose();
        return Brand.DisposeAsync();
    }

    public static HttpContent Json(string text) => Json(Encoding.UTF8.GetBytes(text));

    public static HttpContent Json(byte[] bytes)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    internal async Task NothingWasStoredAsync()
    {
        var tables = Brand.Services.GetRequiredService<LeadScoring.Storage.Tables>();
        foreach (var table in new[]
            { tables.Leads, tables.Rank, tables.Due, tables.Visitors, tables.Campaigns, tables.Parked, tables.Alerts })
        {
            await foreach (var row in table.QueryAsync<TableEntity>(filter: (string?)null))
                Assert.Fail($"Table {table.Name} holds {row.PartitionKey} / {row.RowKey}.");
        }
        var queues = Brand.Services.GetRequiredService<QueueServiceClient>();
        foreach (var queue in Queues.All)
        {
            foreach (var name in new[] { queue, queue + Queues.Poison })
                Assert.Equal(
                    0, (await queues.GetQueueClient(name).GetPropertiesAsync()).Value.ApproximateMessagesCount);
        }
        Assert.Empty(Brand.Mails());
    }
}

[CollectionDefinition(nameof(OpenDoors))]
public sealed class OpenDoorsCollection : ICollectionFixture<OpenDoors>;
