using System.Collections.Frozen;
using System.Text;
using LeadScoring.Doors;
using LeadScoring.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace LeadScoring.SalesConsole;

/// <summary>
/// The console's page, styles and scripts, <c>SalesConsole/Files</c>, as they lie in the assembly. Browsers ask each
/// time whether they have changed, so that nobody works with yesterday's half of the page.
/// </summary>
public static class ConsoleFiles
{
    public const string Page = "index.html";

    private const string Prefix = "console/";

    private static readonly FrozenDictionary<string, ConsoleFile> Files = Read();

    /// <summary>The same page at an address within the folder of its files, which it names without that.</summary>
    private static readonly ConsoleFile Within = OfText(
        Encoding.UTF8.GetString(Files[Page].Bytes).Replace($"\"{Prefix}", "\"", StringComparison.Ordinal), Page);

    public static IEnumerable<string> Names => Files.Keys;

    /// <param name="request">Whose answer it is.</param>
    /// <param name="name">Of the file.</param>
    /// <param name="authority">Where people of a directory sign in; null: nowhere.</param>
    public static IResult Answer(HttpRequest request, string name, Uri? authority)
    {
        return Files.TryGetValue(name, out var file)
            ? Sent(request, file, authority)
            : Problems.NotFound("The console has no such file.", "Open GET /api/console.");
    }

    /// <summary>The page, for an address one step below its own.</summary>
    /// <param name="request">Whose answer it is.</param>
    /// <param name="authority">Where people of a directory sign in; null: nowhere.</param>
    public static IResult AnswerWithin(HttpRequest request, Uri? authority) => Sent(request, Within, authority);

    private static IResult Sent(HttpRequest request, ConsoleFile file, Uri? authority)
    {
        var headers = request.HttpContext.Response.Headers;
        headers.CacheControl = "no-cache";
        headers.ContentSecurityPolicy = Policy(authority);
        return Results.Bytes(file.Bytes, file.Type, entityTag: file.Tag);
    }

    /// <summary>
    /// Only its own scripts run, and what they know leaves only for this app; the code of a sign-in for the directory.
    /// </summary>
    public static string Policy(Uri? authority)
    {
        var directory = authority is null ? "" : " " + authority.GetLeftPart(UriPartial.Authority);
        return $"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'{directory}; "
            + "img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
    }

    private static FrozenDictionary<string, ConsoleFile> Read()
    {
        var assembly = typeof(ConsoleFiles).Assembly;
        return assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(name => name[Prefix.Length..], name =>
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                using var reader = new StreamReader(stream, Encoding.UTF8);
                return OfText(reader.ReadToEnd(), name);
            }, StringComparer.Ordinal);
    }

    private static ConsoleFile OfText(string text, string name) => new(
        Encoding.UTF8.GetBytes(text), TypeOf(name), new EntityTagHeaderValue($"\"{Digest.Of(text)}\""));

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        var other => throw new InvalidOperationException($"The console has no files that end with '{other}'."),
    };

    private sealed record ConsoleFile(byte[] Bytes, string Type, EntityTagHeaderValue Tag);
}
