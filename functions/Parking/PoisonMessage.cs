using System.Text.Json;
using System.Text.Json.Nodes;
using LeadScoring.Storage;

namespace LeadScoring.Parking;

/// <summary>
/// The text of a message that failed to the end. One that is retried carries a note of its past,
/// <c>"parked":{"times","first"}</c>, which no handler reads; so nothing has to be remembered of messages that left.
/// </summary>
public sealed record PoisonMessage(string Queue, string Text, int Times, DateTimeOffset? First)
{
    private const string Note = "parked";

    public string Id => Digest.Of($"{Queue}|{Text}");

    /// <summary>Takes the note off. What is not a JSON object has none, and is kept as it is.</summary>
    public static PoisonMessage Read(string queue, string text)
    {
        try
        {
            if (JsonNode.Parse(text) is not JsonObject fields) return new PoisonMessage(queue, text, 0, null);
            var past = fields[Note]?.Deserialize<Past>(Json.Options);
            fields.Remove(Note);
            return new PoisonMessage(queue, fields.ToJsonString(Json.Options), past?.Times ?? 0, past?.First);
        }
        catch (Exception other) when (other is JsonException or ArgumentException or InvalidOperationException)
        {
            return new PoisonMessage(queue, text, 0, null); // no JSON, a field twice, or a note that is none of ours
        }
    }

    /// <summary>The text to put on the queue again.</summary>
    public static string Again(ParkedMessage parked)
    {
        if (Fields(parked.Message) is not { } fields) return parked.Message;
        fields[Note] = JsonSerializer.SerializeToNode(new Past(parked.Times, parked.FirstParkedAt), Json.Options);
        return fields.ToJsonString(Json.Options);
    }

    /// <summary>For showing it: the object, or null where the text is none.</summary>
    public static JsonObject? Fields(string text)
    {
        try
        {
            var fields = JsonNode.Parse(text) as JsonObject;
            return fields?.Count >= 0 ? fields : null; // counting finds a field that is there twice
        }
        catch (Exception other) when (other is JsonException or ArgumentException)
        {
            return null;
        }
    }

    public ParkedMessage Parked(string error, DateTimeOffset now) =>
        new(Id, Queue, Text, error, now, First ?? now, Times + 1);

    private sealed record Past(int Times, DateTimeOffset First);
}
