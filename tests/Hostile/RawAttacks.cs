using System.Net.Sockets;
using System.Text;

namespace LeadScoring.Tests.Hostile;

/// <summary>
/// Requests that no client library sends: crooked paths, broken chunks, two lengths, endless headers.
/// </summary>
internal static class RawAttacks
{
    private const string Entries = "/api/campaigns/car-launch-2026/entries";

    private static readonly string[] Paths =
    [
        "//api/leads", "/api//leads", "/api/./leads", "/api/pages/../leads", "/api/pages/..%2fleads",
        "/api/pages/%2e%2e/leads", "/api/opt-in/%2e%2e%2fleads", "/api/opt-in/..%5c..%5cleads", "/API/LEADS",
        "/api/leads/", "/api/leads;x=1", "/api/leads%00", "/api/leads?code[]=x", "/api/%6ceads", "/%2e%2e/TakeEntries",
        "/api/pages/" + new string('a', 6000), "/api/pages/" + new string('a', 20_000),
        "/api/campaigns/%0d%0aX-Pwned:1/entries",
        "/?x=%0d%0aX-Pwned:%201", "/lead.js?%0d%0aX-Pwned:%201", "/api/outbox/..%2f..%2ffunction-key",
        "/api/pages/ja?campaign=%3Cscript%3Epwned()%3C/script%3E", "http://pwned.example/api/leads", "*",
        "/api/pages/%ff%fe",
    ];

    private static readonly string[] Broken =
    [
        Post("Transfer-Encoding: chunked", "ZZ\r\n{}\r\n0\r\n\r\n"),
        Post("Transfer-Encoding: chunked", "FFFFFFFFFFFFFFFF\r\n{}"),
        Post("Transfer-Encoding: chunked", "4\r\n{}"),
        Post("Content-Length: 5\r\nTransfer-Encoding: chunked", "0\r\n\r\n"),
        Post("Content-Length: 5\r\nContent-Length: 6", "12345"),
        Post("Content-Length: -1", ""),
        Post("Content-Length: 99999999999", ""),
        Post("Content-Length: 99\r\nContent-Type: application/x-www-form-urlencoded", "email=a"),
        Post("Content-Encoding: gzip\r\nContent-Type: application/json\r\nContent-Length: 2", "{}"),
        Post("Host: b\r\nContent-Length: 0", ""),
        Post($"X: {new string('x', 40_000)}", ""),
        Post("Origin: \u0001\r\nContent-Length: 0", ""),
        Get("Accept: text/html\r\nReferer: \"><script>pwned()</script>", "HTTP/1.1"),
        Get("Accept-Language: \"<>;q=x,,", "HTTP/1.1"),
        Get("Accept-Language: " + string.Join(',', Enumerable.Repeat("xx;q=0.1", 500)), "HTTP/1.1"),
        Get("X-Forwarded-For: ,,, ::1]:x, 999.1.1.1", "HTTP/1.1"),
        Get("X: y", "HTTP/9.9"),
        "GET /api/pages/ja HTTP/1.1\r\n\r\n",
        "\r\n\r\n",
        "\u0016\u0003\u0001",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ];

    public static Attack Make(Random random) => random.Next(2) == 0
        ? new Attack("crooked path", 0, 200, 302, 400, 401, 404, 405, 414, 429)
        {
            Raw = $"GET {Paths[random.Next(Paths.Length)]} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        }
        : new Attack("broken request", 0, 200, 400, 403, 404, 405, 411, 413, 414, 431, 505)
        {
            Raw = Broken[random.Next(Broken.Length)],
        };

    /// <summary>
    /// The status of the answer and its text; 0 where the app hangs up, or waits for what never comes.
    /// </summary>
    public static async Task<(int Status, string Text)> SendAsync(Uri app, string raw)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(app.Host, app.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(raw));
        if (raw.Length % 2 == 0) socket.Client.Shutdown(SocketShutdown.Send); // half of the bots hang up
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            using var reader = new StreamReader(stream, Encoding.Latin1);
            var text = await reader.ReadToEndAsync(patience.Token);
            var words = text.Split(' ', 3);
            return (words.Length == 3 && int.TryParse(words[1], out var status) ? status : 0, text);
        }
        catch (Exception cut) when (cut is IOException or OperationCanceledException)
        {
            return (0, "");
        }
    }

    private static string Post(string headers, string body) =>
        $"POST {Entries} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{headers}\r\n\r\n{body}";

    private static string Get(string headers, string version) =>
        $"GET /api/pages/ja {version}\r\nHost: a\r\nConnection: close\r\n{headers}\r\n\r\n";
}
