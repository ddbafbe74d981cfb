using System.Text.Json;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Runtime.CustomHandler;

/// <summary>
/// What the Functions host posts for a message or a timer:
/// <c>{"Data":{"name of the binding":value},"Metadata":{…}}</c>.
/// Metadata is not read: top-level fields of a message are copied over the host's own values in it.
/// </summary>
internal sealed class Envelope(JsonElement root)
{
    /// <summary>The text of a message, free of the JSON string that the host wraps around every text.</summary>
    /// <exception cref="JsonException">The envelope holds no such value.</exception>
    public string Text(string binding)
    {
        var value = Value(binding);
        return value.ValueKind switch
        {
            JsonValueKind.String => Unwrapped(value.GetString()!),
            JsonValueKind.Null or JsonValueKind.Undefined => throw new JsonException($"Data.{binding} is null."),
            _ => value.GetRawText(),
        };
    }

    /// <summary>The timer as the function sees it, its times in UTC.</summary>
    /// <exception cref="JsonException">The envelope holds no timer.</exception>
    public TimerInfo Timer(string binding)
    {
        var timer = JsonSerializer.Deserialize<TimerInfo>(Text(binding), JsonSerializerOptions.Web)
            ?? throw new JsonException($"Data.{binding} is no timer.");
        if (timer.ScheduleStatus is { } status)
        {
            status.Last = status.Last.ToUniversalTime();
            status.Next = status.Next.ToUniversalTime();
            status.LastUpdated = status.LastUpdated.ToUniversalTime();
        }
        return timer;
    }

    private JsonElement Value(string binding) =>
        Field(Field(root, "Data"), binding) is { ValueKind: not JsonValueKind.Undefined } value
            ? value
            : throw new JsonException($"The envelope has no Data.{binding}.");

    private static JsonElement Field(JsonElement parent, string name) =>
        parent.ValueKind is not JsonValueKind.Object ? default
        : parent.EnumerateObject()
            .FirstOrDefault(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>
    /// One layer is taken off, and only where there is one: hosts wrap a text as a JSON string inside the JSON string,
    /// their documentation shows it bare.
    /// </summary>
    private static string Unwrapped(string text)
    {
        if (!text.StartsWith('"')) return text;
        try
        {
            return JsonSerializer.Deserialize<string>(text)!;
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
