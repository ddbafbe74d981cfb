using System.Security.Cryptography;
using LeadScoring.Storage;
using Microsoft.Extensions.Configuration;

namespace LeadScoring.Doors;

/// <summary>Where the admin key comes from: the setting, else (on the embedded store) a file made at the first run.</summary>
public static class KeyFile
{
    private const int MinLength = 16;

    /// <exception cref="StartRefusedException">The key is too short, or missing where it must be set.</exception>
    public static string Load(IConfiguration settings, DataPath data, bool mayMake)
    {
        if (settings["LeadScoring:FunctionKey"] is { Length: > 0 } set)
        {
            return set.Length >= MinLength
                ? set
                : throw new StartRefusedException($"LeadScoring__FunctionKey is too short: it needs at least {MinLength} characters.");
        }
        if (!mayMake)
            throw new StartRefusedException("LeadScoring__FunctionKey is not set: on Azure Storage it must be.");
        var file = data.File("function-key");
        if (!File.Exists(file)) Make(file);
        return File.ReadAllText(file).Trim();
    }

    private static void Make(string file)
    {
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var stream = new StreamWriter(file, options);
            stream.Write(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20)));
        }
        catch (IOException) when (File.Exists(file))
        {
            // another process was faster; its key is the key
        }
    }
}
