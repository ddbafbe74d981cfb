using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;

namespace LeadScoring.Tests.Hostile;

/// <summary>Makes the n-th request of a hostile run: the same seed makes the same bots, scanners aside.</summary>
internal sealed class Bots(int seed, Targets targets, IReadOnlyList<string> usedLinks)
{
    private const string Launch = "/api/campaigns/car-launch-2026/entries";
    private const string Drive = "/api/campaigns/car-test-drive/entries";
    private static readonly string[] Fields =
        ["entryId", "name", "phone", "locale", "visitorId", "referralCode", "serialCode"];
    private static readonly string[] Pages =
        ["/", "/api/pages/ja", "/api/pages/en?campaign=x", "/api/pages/thanks?locale=<x>", "/lead.js"];
    private static readonly string[] Origins =
        ["https://pwned.example", "null", "https://www.hoshikawa.example.pwned.example", "x"];
    private static readonly string[] OpenDoors =
        [Launch, "/api/opt-in/x", "/api/unsubscribe/x", "/api/pages/ja", "/api/health", "/TakeEntries"];
    private static readonly string[] KeyedDoors =
        ["/api/leads", "/api/outbox", "/api/parked", "/api/leads/find", "/api/dev/time", "/api/insights/classes"];
    private static readonly string[] Keys = ["", "admin", "null", new('k', 4000)];
    private static readonly int[] Taken = [202, 429];
    private static readonly int[] TakenOrNot = [202, 400, 429];

    public static string AddressOf(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"bot-{number}@spam-{number % 7}.example");

    public Attack Make(int number)
    {
        var random = new Random(seed * 1_000_003 + number);
        return random.Next(100) switch
        {
            < 14 => Flood(number, random),
            < 22 => ListBomb(number, random),
            < 27 => KnownAddress(number, random),
            < 33 => Honeypot(number),
            < 36 => TooQuick(number, random),
            < 44 => Injection(number, random),
            < 47 => BadAddress(random),
            < 74 => Scanner(random),
            < 81 => Forged(random),
            < 84 => Replay(random),
            < 88 => BadBody(random),
            < 89 => Oversized(random),
            < 91 => OtherSite(random),
            < 93 => WrongMethod(random),
            < 95 => RandomKey(random),
            < 98 => Beacon(number, random),
            _ => RawAttacks.Make(random),
        };
    }

    private static Attack Flood(int number, Random random) => new("flood", Taken)
    {
        Request = Post(random.Next(3) == 0 ? Drive : Launch, new
        {
            email = AddressOf(number),
            name = "Bot",
            optIn = true,
            locale = random.Next(2) == 0 ? "ja" : "en",
        }),
    };

    /// <summary>A few mailboxes to be filled with confirmations.</summary>
    private static Attack ListBomb(int number, Random random) => new("list bomb", Taken)
    {
        Request = Post(random.Next(2) == 0 ? Drive : Launch, new
        {
            entryId = $"bomb-{number}", email = AddressOf(-random.Next(1, 4)), optIn = true,
        }),
    };

    private static Attack KnownAddress(int number, Random random) => new("known address", TakenOrNot)
    {
        Request = Post(random.Next(2) == 0 ? Drive : Launch, new
        {
            entryId = $"known-{number % 50}",
            email = Pick(Victims.Addresses, random).ToUpperInvariant(),
            name = Pick(Payloads.Texts, random),
            optIn = new { email = true, phone = false },
            attributes = new { budget = Pick(Payloads.Texts, random) },
        }),
    };

    private static Attack Honeypot(int number) => new("honeypot", 202, 303)
    {
        Request = number % 2 == 0
            ? Post(Launch, new { email = AddressOf(number), optIn = true, website = "https://pwned.example" })
            : Form(Drive, $"email={AddressOf(number)}&optIn=on&website=x"),
    };

    private static Attack TooQuick(int number, Random random) => new("too quick", 429)
    {
        Request = Post(Launch, new { email = AddressOf(number), optIn = true, elapsedMs = random.Next(1000) }),
    };

    private static Attack Injection(int number, Random random)
    {
        string Evil() => Pick(Payloads.Texts, random);
        return new("injection", [303, .. TakenOrNot])
        {
            Request = random.Next(4) == 0
                ? Form(Launch, string.Join('&', new[] { "name", "phone", "locale", "attributes.budget", "source.page" }
                    .Select(field => $"{field}={Uri.EscapeDataString(Evil())}").Append($"email={AddressOf(number)}")))
                : Post(Launch, new Dictionary<string, object>
                {
                    ["email"] = AddressOf(number),
                    [Pick(Fields, random)] = Evil(),
                    ["name"] = Evil(),
                    ["optIn"] = true,
                    ["attributes"] = new Dictionary<string, string> { ["budget"] = Evil(), ["leaseEnd"] = Evil() },
                    ["source"] = new { utmSource = Evil(), referrer = Evil(), page = Evil() },
                }),
        };
    }

    private static Attack BadAddress(Random random) => new("bad address", 400)
    {
        Request = Post(Launch, new { email = Pick(Payloads.Addresses, random), optIn = true }),
    };

    /// <summary>Mail scanners open what is in a mail, some with HEAD first.</summary>
    private Attack Scanner(Random random)
    {
        if (targets.TryNext(out var link))
            return new("scanner", 200, 302) { Request = Browser(new HttpRequestMessage(link.Method, link.Path)) };
        var path = Pick(Pages, random);
        return new("visitor", 200, 302, 404)
        {
            Request = Browser(new HttpRequestMessage(random.Next(2) == 0 ? HttpMethod.Get : HttpMethod.Head, path)),
        };
    }

    private Attack Forged(Random random)
    {
        var genuine = targets.Paths.Count > 0 ? Pick([.. targets.Paths.Take(200)], random) : "/api/opt-in/AAAA";
        var path = Forgery.Of(genuine, random);
        var method = random.Next(3) switch { 0 => HttpMethod.Get, 1 => HttpMethod.Head, _ => HttpMethod.Post };
        var request = new HttpRequestMessage(method, path);
        if (method == HttpMethod.Post)
            request.Content = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click"), new("do", "stop")]);
        return new("forged token", 400, 404) { Request = random.Next(2) == 0 ? Browser(request) : request };
    }

    private Attack Replay(Random random) => new("replayed token", 200, 404)
    {
        Request = new HttpRequestMessage(HttpMethod.Post, Pick(usedLinks, random)),
    };

    private static Attack BadBody(Random random)
    {
        var (type, body) = Pick(Payloads.Bodies, random);
        var request = new HttpRequestMessage(HttpMethod.Post, random.Next(4) == 0 ? "/api/beacon" : Launch);
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        return new("bad body", 202, 303, 400, 404, 413, 429)
        {
            Request = random.Next(2) == 0 ? Browser(request) : request,
        };
    }

    private static Attack Oversized(Random random)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, random.Next(2) == 0 ? Launch : "/api/opt-in/AAAA")
        {
            Content = new ByteArrayContent(new byte[70_000 + random.Next(300_000)]),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(
            random.Next(2) == 0 ? "application/json" : "application/x-www-form-urlencoded");
        request.Headers.TransferEncodingChunked = random.Next(2) == 0;
        return new("oversized", 0, 400, 404, 413) { Request = request };
    }

    private static Attack OtherSite(Random random)
    {
        var request = Post(Launch, new { email = "bot@example.jp", optIn = true });
        request.Method = random.Next(3) == 0 ? HttpMethod.Options : HttpMethod.Post;
        request.Headers.TryAddWithoutValidation("Origin", Pick(Origins, random));
        return new("other site", 403) { Request = request };
    }

    private static Attack WrongMethod(Random random) => new("wrong method", 404, 405)
    {
        Request = new HttpRequestMessage(
            new HttpMethod(Pick(["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "GETS", "X"], random)),
            Pick(OpenDoors, random)),
    };

    private static Attack RandomKey(Random random)
    {
        var path = Pick(KeyedDoors, random);
        var request = new HttpRequestMessage(
            path.EndsWith("find", StringComparison.Ordinal) ? HttpMethod.Post : HttpMethod.Get,
            path + Pick(["", "?code=", "?code=x&code=y", "?CODE=" + random.Next()], random));
        request.Headers.TryAddWithoutValidation("x-functions-key", Pick(Keys, random));
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", $"10.0.{random.Next(256)}.{random.Next(256)}");
        return new("random key", 401, 429) { Request = request };
    }

    private static Attack Beacon(int number, Random random) => new("beacon", 202, 400, 403, 404, 429)
    {
        Request = Post("/api/beacon", new
        {
            visitorId = $"bot-{number % 100}",
            campaignId = random.Next(5) == 0 ? Pick(Payloads.Texts, random) : "car-launch-2026",
            reactions = new[]
            {
                new
                {
                    id = $"b-{number}",
                    type = random.Next(2) == 0 ? "page-view" : Pick(Payloads.Texts, random),
                    properties = new { page = Pick(Payloads.Texts, random) },
                },
            },
        }),
    };

    private static HttpRequestMessage Post(string path, object body) =>
        new(HttpMethod.Post, path) { Content = JsonContent.Create(body) };

    private static HttpRequestMessage Form(string path, string body) =>
        new(HttpMethod.Post, path)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded"),
        };

    private static HttpRequestMessage Browser(HttpRequestMessage request)
    {
        request.Headers.TryAddWithoutValidation("Accept", "text/html");
        request.Headers.TryAddWithoutValidation("Referer", "https://pwned.example/\"><script>pwned()</script>");
        return request;
    }

    private static T Pick<T>(IReadOnlyList<T> all, Random random) => all[random.Next(all.Count)];
}
