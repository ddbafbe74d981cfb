using LeadScoring.Parsing;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Doors;

/// <summary>
/// Reads request bodies; the size limit stands on the request already (<see cref="DoorMiddleware"/>).
/// </summary>
public static class Body
{
    /// <exception cref="BadHttpRequestException">The body is cut off, or its chunks are none.</exception>
    public static async Task<JsonFields?> ReadJsonAsync(
        HttpRequest request, Refusals refusals, CancellationToken cancel)
    {
        var body = await ReadBytesAsync(request, cancel);
        if (body.Length > 0) return JsonFields.Parse(body, refusals);
        refusals.Add("", "The body is empty: send a JSON object in UTF-8.");
        return null;
    }

    /// <summary>The body as it came: what a signature is over.</summary>
    /// <exception cref="BadHttpRequestException">The body is cut off, or its chunks are none.</exception>
    public static async Task<byte[]> ReadBytesAsync(HttpRequest request, CancellationToken cancel)
    {
        using var buffer = new MemoryStream();
        try
        {
            await request.Body.CopyToAsync(buffer, cancel);
        }
        catch (IOException cut) when (cut is not BadHttpRequestException)
        {
            throw new BadHttpRequestException("The body is cut off.", cut);
        }
        return buffer.ToArray();
    }

    /// <exception cref="BadHttpRequestException">The form is cut off or not one.</exception>
    public static async Task<IFormCollection> ReadFormAsync(HttpRequest request, CancellationToken cancel)
    {
        try
        {
            return await request.ReadFormAsync(cancel);
        }
        catch (Exception cut) when (cut is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw new BadHttpRequestException("The form is cut off.", cut); // what a multipart body without its end is
        }
    }

    public static bool IsForm(HttpRequest request) => request.HasFormContentType;
}
