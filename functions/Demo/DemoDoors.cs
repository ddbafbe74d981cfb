using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using LeadScoring.Hits;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Demo;

/// <summary>
/// The brand's public, its systems and its mail provider, as they knock at the doors of the app: over HTTP, with the
/// bodies that they send. An answer that no such caller would get ends the demo.
/// </summary>
internal sealed class DemoDoors : IDisposable
{
    private const int AtOnce = 500;
    private const int SideBySide = 8;

    private static readonly string[] Scopes = ["read", "work"];

    private readonly HttpClient _http;
    private readonly string _key;
    private readonly ECDsa _signer;

    public DemoDoors(IServiceProvider services, ECDsa signer)
    {
        var address = services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = new Uri(address),
        };
        (_key, _signer) = (services.GetRequiredService<StartedWith>().AdminKey, signer);
    }

    /// <summary>The calls that tell it, kind by kind: singly what people do, many at once what systems tell.</summary>
    public IEnumerable<Func<CancellationToken, Task>> Calls(
        IReadOnlyList<Act> acts, Func<int, Person> who, DateTimeOffset start)
    {
        var alone = acts.Where(act => act is Enters or Browses or Follows or Stops).ToList();
        if (alone.Count > 0)
            yield return cancel => Parallel.ForEachAsync(
                alone, new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancel },
                async (act, stop) => await TellAsync(act, who(act.Person), start, stop));
        foreach (var part in acts.OfType<Reacts>().Chunk(AtOnce))
            yield return cancel => PostAsync("/api/reactions",
                new { reactions = part.Select(one => DemoBodies.Reaction(one, who(one.Person))) }, _key, cancel);
        foreach (var part in acts.Where(act => act is Buys or Returns).Chunk(AtOnce))
            yield return cancel => PostAsync("/api/purchases",
                new { purchases = part.Select(one => DemoBodies.Purchase(one, who(one.Person))) }, _key, cancel);
        foreach (var part in acts.OfType<Told>().Chunk(AtOnce)) yield return cancel => TellAsync(part, cancel);
    }

    public async Task<JsonNode?> PostAsync(string path, object? body, string? key, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        return await SendAsync(request, key, cancel);
    }

    /// <summary>Tells what a campaign cost by month, or what a scenario is from now on.</summary>
    public async Task PutAsync(string path, object body, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(body) };
        await SendAsync(request, _key, cancel);
    }

    public async Task<JsonNode?> GetAsync(string path, string key, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await SendAsync(request, key, cancel);
    }

    /// <summary>A key of somebody in sales.</summary>
    public async Task<string> KeyForAsync(string owner, CancellationToken cancel) =>
        (string)(await PostAsync("/api/keys", new { name = owner, scopes = Scopes, owner }, _key, cancel))!["key"]!;

    public Task<JsonNode?> AsAdminAsync(string path, CancellationToken cancel) => GetAsync(path, _key, cancel);

    public Task<JsonNode?> AsAdminAsync(string path, object body, CancellationToken cancel) =>
        PostAsync(path, body, _key, cancel);

    public void Dispose()
    {
        _http.Dispose();
        _signer.Dispose();
    }

    private async Task TellAsync(Act act, Person who, DateTimeOffset start, CancellationToken cancel)
    {
        switch (act)
        {
            case Enters enters:
                await PostAsync(
                    $"/api/campaigns/{enters.Campaign}/entries", DemoBodies.Entry(enters, who, start), null, cancel);
                return;
            case Browses browses:
                await PostAsync("/api/beacon", DemoBodies.Beacon(browses), null, cancel);
                return;
            case Follows { Presses: true } presses:
                await PostAsync(presses.Path, null, null, cancel);
                return;
            case Stops stops:
                using (var click = new HttpRequestMessage(HttpMethod.Post, stops.Path))
                {
                    click.Content = new FormUrlEncodedContent(
                        [stops.Reason is { } why ? new("reason", why) : new("List-Unsubscribe", "One-Click")]);
                    await SendAsync(click, null, cancel);
                }
                return;
            case Follows follows:
                using (var click = new HttpRequestMessage(HttpMethod.Get, follows.Path))
                    await SendAsync(click, null, cancel);
                return;
        }
    }

    /// <summary>Signed, as the provider does it.</summary>
    private async Task TellAsync(IReadOnlyList<Told> events, CancellationToken cancel)
    {
        var body = Encoding.UTF8.GetBytes(Storage.Json.Write(events.Select(DemoBodies.Event)));
        var at = events[^1].At.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/webhooks/sendgrid")
        {
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(SendGridDoor.Timestamp, at);
        request.Headers.Add(SendGridDoor.Signature, Convert.ToBase64String(_signer.SignData(
            [.. Encoding.UTF8.GetBytes(at), .. body], HashAlgorithmName.SHA256,
            DSASignatureFormat.Rfc3279DerSequence)));
        await SendAsync(request, null, cancel);
    }

    private async Task<JsonNode?> SendAsync(HttpRequestMessage request, string? key, CancellationToken cancel)
    {
        if (key is not null) request.Headers.Add("x-functions-key", key);
        using var answer = await _http.SendAsync(request, cancel);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        if ((int)answer.StatusCode >= 400 && (int)answer.StatusCode != 409)
            throw new DemoFailedException($"{Shown(request)} was answered {(int)answer.StatusCode}: {text}");
        if (text.Contains("\"rejected\":[{", StringComparison.Ordinal))
            throw new DemoFailedException($"{Shown(request)} rejected some of it: {text}");
        return text.StartsWith('{') ? JsonNode.Parse(text) : null;
    }

    private static string Shown(HttpRequestMessage request) =>
        $"{request.Method} {request.RequestUri!.OriginalString.Split('?')[0]}";
}

/// <summary>A door did not take what the demo told it: the demo ends unfinished.</summary>
internal sealed class DemoFailedException(string message) : Exception(message);
