using System.Text.Json;

namespace LeadScoring.Runtime.Invocations;

/// <summary>A queue message as the type a function asks for: text as it is, anything else from JSON.</summary>
internal static class MessageText
{
    /// <exception cref="JsonException">The text is not JSON of that type; the message will be poisoned.</exception>
    public static object To(Type type, string text) =>
        type == typeof(string)
            ? text
            : JsonSerializer.Deserialize(text, type, JsonSerializerOptions.Web)
                ?? throw new JsonException($"The message is null, but {type.Name} is needed.");
}
