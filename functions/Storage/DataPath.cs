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

    /// <summary>
    /// The path of a file in the folder, which exists from here on; one that is made here is its user's alone, since
    /// it holds addresses and names.
    /// </summary>
    public string File(string name)
    {
        Make(Folder);
        return Path.Combine(Folder, name);
    }

    internal static void Make(string folder)
    {
        const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, Own);
    }
}
