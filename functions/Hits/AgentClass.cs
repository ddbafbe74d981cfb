namespace LeadScoring.Hits;

/// <summary>
/// Pure: what kind of program a user agent names, to be shown beside a hit. The text itself is not kept: it tells
/// people apart.
/// </summary>
public static class AgentClass
{
    public const string Browser = "browser";

    /// <summary>A mailbox's own proxy, which fetches for its users.</summary>
    public const string Proxy = "proxy";
    public const string Script = "script";
    public const string Other = "other";

    private static readonly string[] Proxies = ["GoogleImageProxy", "YahooMailProxy", "via ggpht.com"];

    private static readonly string[] Scripts =
        ["bot", "crawl", "spider", "scan", "preview", "curl", "wget", "python", "okhttp", "java/", "go-http", "axios"];

    /// <summary>Null where nothing was said.</summary>
    public static string? Of(string? userAgent)
    {
        if (string.IsNullOrWhiteSpace(userAgent)) return null;
        if (userAgent.Trim() == "Mozilla/5.0" || Holds(userAgent, Proxies)) return Proxy; // the first is Apple's
        if (Holds(userAgent, Scripts)) return Script;
        return userAgent.StartsWith("Mozilla/", StringComparison.Ordinal) ? Browser : Other;
    }

    private static bool Holds(string text, string[] words) =>
        words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
}
