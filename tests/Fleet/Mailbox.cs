using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using LeadScoring.Tests.Mail;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Tests.Fleet;

/// <summary>The mail provider of the whole fleet: counts each mail, and knows the links of the confirmations.</summary>
internal sealed partial class Mailbox : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, int> _taken = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _optIns = new(StringComparer.Ordinal);
    private FakeSendGrid _provider = null!;

    public Uri Address => _provider.Address;

    /// <summary>How often each mail was taken, by its send id.</summary>
    public IReadOnlyDictionary<string, int> Taken => _taken;

    /// <summary>The path of each confirmation's link, by address.</summary>
    public IReadOnlyDictionary<string, string> OptIns => _optIns;

    public static async Task<Mailbox> OpenAsync()
    {
        var mailbox = new Mailbox();
        mailbox._provider = await FakeSendGrid.Start(mailbox.TakeAsync);
        return mailbox;
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    private Task TakeAsync(HttpContext http, JsonElement mail)
    {
        var to = mail.GetProperty("personalizations")[0];
        _taken.AddOrUpdate(
            to.GetProperty("custom_args").GetProperty("send_id").GetString()!, 1, (_, times) => times + 1);
        foreach (var content in mail.GetProperty("content").EnumerateArray())
            if (OptInLink().Match(content.GetProperty("value").GetString()!) is { Success: true } link)
                _optIns[to.GetProperty("to")[0].GetProperty("email").GetString()!] = link.Value;
        http.Response.StatusCode = StatusCodes.Status202Accepted;
        return Task.CompletedTask;
    }

    [GeneratedRegex(@"/api/opt-in/[\w-]+")]
    private static partial Regex OptInLink();
}
