namespace LeadScoring;

/// <summary>
/// The base of links that leave the house: setting <c>LeadScoring:PublicUrl</c>, else the address the app listens on (known once
/// it listens, hence the function).
/// </summary>
public sealed class PublicUrl(Func<string> baseUrl)
{
    public Uri Base => new(baseUrl().TrimEnd('/') + "/");

    public string Origin => Base.GetLeftPart(UriPartial.Authority);

    /// <summary>An absolute address as it is; a path below the public URL.</summary>
    public Uri Absolute(string addressOrPath) =>
        Uri.TryCreate(addressOrPath, UriKind.Absolute, out var absolute) && absolute.Scheme.StartsWith("http", StringComparison.Ordinal)
            ? absolute
            : new Uri(Base, addressOrPath.TrimStart('/'));
}
