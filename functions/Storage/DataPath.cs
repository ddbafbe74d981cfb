using Microsoft.Extensions.Configuration;

namespace LeadScoring.Storage;

/// <summary>
/// The folder of everything this machine keeps: setting <c>LeadScoring:DataPath</c>, default <c>.leadscoring</c>.
/// </summary>
public sealed class DataPath(IConfiguration settings)
{
    public string Folder { get; } =
        Path.GetFullPath(settings["LeadScoring:DataPath"] is { Length: > 0 } set ? set : ".leadscoring");

    public string Outbox => Path.Combine(Folder, "outbox");

    /// <summary>The path of a file in the folder, which exists from here on.</summary>
    public string File(string name)
    {
        Directory.CreateDirectory(Folder);
        return Path.Combine(Folder, name);
    }
}
