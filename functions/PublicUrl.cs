namespace LeadScoring;

/// <summary>
/// The base of links that leave the house: setting <c>LeadScoring:PublicUrl</c>, else the address the app listens on
/// (known once it listens, hence the function).
/// </summary>
public sealed class PublicUrl(Func<string> baseUrl)
{
    public Uri Base => new(Reachable(baseUrl().TrimEnd('/')) + "/");

    public string Origin => Base.GetLeftPart(UriPartial.Authority);

    /// <summary>An absolute address as it is; a path below the public URL.</summary>
    public Uri Absolute(string addressOrPath) =>
        Uri.TryCreate(addressOrPath, UriKind.Absolute, out var absolute)
            && absolute.Scheme.StartsWith("http", StringComparison.Ordinal)
            ? absolute
            : new Uri(Base, addressOrPath.TrimStart('/'));

    /// <summary>An app that listens on every address of the machine is reached on this one.</summary>
    private static string Reachable(string url) => url
        .Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal)
        .Replace("://[::]", "://127.0.0.1", StringComparison.Ordinal)
        .Replace("://+", "://127.0.0.1", StringComparison.Ordinal)
        .Replace("://*", "://127.0.0.1", StringComparison.Ordinal);
}
