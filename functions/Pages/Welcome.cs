using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Pages;

/// <summary>What the self-host tells whoever started it: where to look first, with the key in the address.</summary>
public static class Welcome
{
    public static string Text(IServiceProvider services)
    {
        var (url, key) = (
            services.GetRequiredService<PublicUrl>().Base, services.GetRequiredService<StartedWith>().AdminKey);
        return $"""

            LeadScoring is ready.
              Landing page   {url}?code={key}
              Console        {url}console#key={key}
              Sales list     {url}api/leads?code={key}
              Outbox         {url}api/outbox?code={key}
              Admin key      {key}   (header x-functions-key)

            """;
    }
}
