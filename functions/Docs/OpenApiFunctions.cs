using System.Text;
using LeadScoring.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;

namespace LeadScoring.Docs;

/// <summary>The API's document for programs; it names no person and no brand, so anybody may read it.</summary>
public sealed class OpenApiFunctions
{
    private static readonly Lazy<(byte[] Text, EntityTagHeaderValue Tag)> Document = new(() =>
    {
        var text = Make();
        return (Encoding.UTF8.GetBytes(text), new EntityTagHeaderValue($"\"{Digest.Of(text)}\""));
    });

    [Function("OpenApi")]
    public IResult OpenApiDocument(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "openapi.json")] HttpRequest request)
    {
        var headers = request.HttpContext.Response.Headers;
        headers.CacheControl = "public, max-age=300";
        headers.AccessControlAllowOrigin = "*";
        var (text, tag) = Document.Value;
        return Results.Bytes(text, "application/json; charset=utf-8", entityTag: tag);
    }

    private static string Make()
    {
        using var stream = typeof(OpenApiFunctions).Assembly.GetManifestResourceStream("requests.http")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return OpenApi.Of(DoorRoute.All, DoorExample.Read(reader.ReadToEnd(), DoorRoute.All))
            .ToJsonString(Json.Answers);
    }
}
