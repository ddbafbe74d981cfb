using System.Text;
using System.Text.RegularExpressions;
using LeadScoring.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace LeadScoring.Pages;

/// <summary>
/// The script of landing pages, <c>Pages/lead.js</c>, as it is served: without comments and the spaces of its layout,
/// so that it stays under 6 kB. Pages of any origin may load it; browsers keep it for an hour and then ask again.
/// </summary>
public static partial class LeadScript
{
    public static string Text { get; } = Shorten(Source());

    private static readonly byte[] Bytes = Encoding.UTF8.GetBytes(Text);
    private static readonly EntityTagHeaderValue Tag = new($"\"{Digest.Of(Text)}\"");

    public static IResult Answer(HttpRequest request)
    {
        var headers = request.HttpContext.Response.Headers;
        headers.CacheControl = "public, max-age=3600";
        headers.AccessControlAllowOrigin = "*";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        return Results.Bytes(Bytes, "text/javascript; charset=utf-8", entityTag: Tag);
    }

    /// <summary>
    /// Spaces around signs go, those in quotes stay; lines are joined only where one ends or begins with a sign that
    /// needs no line end.
    /// </summary>
    private static string Shorten(string source)
    {
        var lines = source.Split('\n').Select(line => line.Trim())
            .Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal))
            .Select(line => SpaceAroundSigns().Replace(line, match => match.Groups[1].Value + match.Groups[2].Value));
        return LineEndForNothing().Replace(string.Join('\n', lines), "");
    }

    private static string Source()
    {
        using var stream = typeof(LeadScript).Assembly.GetManifestResourceStream("lead.js")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"('(?:[^'\\]|\\.)*'|`[^`]*`)|\s*([=<>+*/%&|?:,;{}()!\[\]-]+)\s*")]
    private static partial Regex SpaceAroundSigns();

    [GeneratedRegex(@"(?<=[;{,(])\n|\n(?=[})])")]
    private static partial Regex LineEndForNothing();
}
