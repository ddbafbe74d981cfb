using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeadScoring.Runtime.TimeTravel;

/// <summary>
/// A clock that can be moved and, while travelling, stands still, so that a run repeats to the tick. How far it is
/// ahead of the real clock is kept in a file and survives a restart. Only <see cref="GetUtcNow"/> moves: timers and
/// timestamps stay real.
/// </summary>
public sealed class TravelClock : TimeProvider
{
    private readonly string _file;
    private volatile State _state;

    private TravelClock(string file, TimeSpan ahead)
    {
        _file = file;
        _state = new State(ahead, null);
    }

    /// <exception cref="StartRefusedException">The file is there but cannot be read.</exception>
    public static TravelClock Open(string folder)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "clock.json");
        if (!File.Exists(file)) return new TravelClock(file, TimeSpan.Zero);
        try
        {
            var saved = JsonSerializer.Deserialize<Saved>(File.ReadAllBytes(file), JsonSerializerOptions.Web)
                ?? throw new JsonException("It is null.");
            return new TravelClock(file, saved.Ahead);
        }
        catch (JsonException broken)
        {
            throw new StartRefusedException(
                $"{file}: is not a saved clock ({broken.Message}). Delete it to return to the real time.");
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        var state = _state;
        return state.Standing ?? System.GetUtcNow() + state.Ahead;
    }

    /// <summary>Moves to an instant and stands there.</summary>
    public void StandAt(DateTimeOffset instant)
    {
        var ahead = instant - System.GetUtcNow();
        Save(ahead);
        _state = new State(ahead, instant);
    }

    /// <summary>Runs on from where it stands.</summary>
    public void GoOn()
    {
        if (_state.Standing is not { } instant) return;
        var ahead = instant - System.GetUtcNow();
        Save(ahead);
        _state = new State(ahead, null);
    }

    private void Save(TimeSpan ahead)
    {
        var next = _file + ".next";
        File.WriteAllBytes(next, JsonSerializer.SerializeToUtf8Bytes(new Saved(ahead), JsonSerializerOptions.Web));
        File.Move(next, _file, overwrite: true);
    }

    private sealed record State(TimeSpan Ahead, DateTimeOffset? Standing);

    private sealed record Saved([property: JsonRequired] TimeSpan Ahead);
}
