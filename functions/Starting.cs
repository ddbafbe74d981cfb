using System.Globalization;
using Azure;
using Azure.Identity;
using LeadScoring.Access;
using LeadScoring.Alerts;
using LeadScoring.Doors;
using LeadScoring.Hits;
using LeadScoring.Publishing;
using LeadScoring.Sales;
using LeadScoring.Storage;
using LeadScoring.Tracks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LeadScoring;

/// <summary>What must be there before the first trigger; without it the app does not start, and says why.</summary>
public static class Starting
{
    /// <summary>
    /// Before the first trigger: tables and queues exist, keys are known, the content is checked and in force.
    /// </summary>
    /// <exception cref="StartRefusedException">A setting or a content file is wrong.</exception>
    public static async Task PrepareAsync(IHost host, CancellationToken cancel = default)
    {
        var made = host.Services;
        var stores = made.GetRequiredService<Stores>();
        try
        {
            await LoadAsync(made, made.GetRequiredService<Tables>(), stores, cancel);
        }
        catch (Exception closed) when (!stores.IsEmbedded && Outage.Is(closed))
        {
            throw new StartRefusedException(
                $"The storage account does not let this app in ({Reason(closed)}): check AzureWebJobsStorage, "
                + "its key, or the roles of the app's identity "
                + "(Storage Table Data Contributor, Storage Queue Data Contributor).");
        }

        // The SDK's messages quote addresses and headers; the code says enough.
        static string Reason(Exception closed) => closed switch
        {
            RequestFailedException { Status: > 0 } refused =>
                string.Create(CultureInfo.InvariantCulture, $"{refused.Status} {refused.ErrorCode}"),
            AuthenticationFailedException => "no identity",
            _ => "no answer",
        };
    }

    private static async Task LoadAsync(
        IServiceProvider made, Tables tables, Stores stores, CancellationToken cancel)
    {
        var (settings, data) = (made.GetRequiredService<IConfiguration>(), made.GetRequiredService<DataPath>());
        await tables.CreateAsync(stores.Queues, cancel);
        var started = made.GetRequiredService<StartedWith>();
        started.AdminKey = await KeyFile.LoadAsync(settings, data, mayMake: stores.IsEmbedded, cancel);
        started.Secrets = await Secrets.LoadAsync(tables, settings, mayMake: stores.IsEmbedded, cancel);
        // A mistake in a limit or in the settings of a webhook stops the start, not the first request.
        made.GetRequiredService<RateLimits>();
        made.GetRequiredService<WebhookSettings>();
        made.GetRequiredService<EntraSettings>();
        made.GetRequiredService<SignedBy>();
        await made.GetRequiredService<Publisher>().PublishAsync(cancel);
        await made.GetRequiredService<AssignHandler>().PlanAsync(cancel);
        await made.GetRequiredService<FillHandler>().BeginAsync(cancel);
    }
}

/// <summary>What <see cref="Starting.PrepareAsync"/> loaded, for those who are made after it.</summary>
public sealed class StartedWith
{
    public string AdminKey { get; set; } = "";
    public Secrets Secrets { get; set; } = new([], []);
}
