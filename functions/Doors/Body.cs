using LeadScoring.Parsing;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Doors;

/// <summary>
/// Reads request bodies; the size limit stands on the request already (<see cref="DoorMiddleware"/>).
/// </summary>
public static class Body
{
    /// <exception cref="InvalidDataException">The body is cut off, or its chunks are none.</exception>
    public static async Task<JsonFields?> ReadJsonAsync(
        HttpRequest request, Refusals refusals, CancellationToken cancel)
    {
        using var buffer = new MemoryStream();
        try
        {
            await request.Body.CopyToAsync(buffer, cancel);
        }
        catch (IOException cut) when (cut is not BadHttpRequestException)
        {
            throw new InvalidDataException("The body is cut off.", cut);
        }
        if (buffer.Length > 0) return JsonFields.Parse(buffer.ToArray(), refusals);
        refusals.Add("", "The body is empty: send a JSON object in UTF-8.");
        return null;
    }

    /// <exception cref="InvalidDataException">The form is cut off or not one.</exception>
    public static async Task<IFormCollection> ReadFormAsync(HttpRequest request, CancellationToken cancel)
    {
        try
        {
            return await request.ReadFormAsync(cancel);
        }
        catch (IOException cut) when (cut is not BadHttpRequestException)
        {
            throw new InvalidDataException("The form is cut off.", cut); // what a multipart body without its end is
        }
    }

    public static bool IsForm(HttpRequest request) => request.HasFormContentType;
}
