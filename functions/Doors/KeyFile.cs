using System.Security.Cryptography;
using System.Text;
using LeadScoring.Storage;
using Microsoft.Extensions.Configuration;

namespace LeadScoring.Doors;

/// <summary>
/// Where the admin key comes from: the setting, else (on the embedded store) a file made at the first run.
/// </summary>
public static class KeyFile
{
    private const int MinLength = 16;
    private const int MaxTries = 250;

    /// <exception cref="StartRefusedException">The key is too short, or missing where it must be set.</exception>
    public static async Task<string> LoadAsync(
        IConfiguration settings, DataPath data, bool mayMake, CancellationToken cancel)
    {
        if (settings["LeadScoring:FunctionKey"] is { Length: > 0 } set)
        {
            return set.Length >= MinLength
                ? set
                : throw new StartRefusedException(
                    $"LeadScoring__FunctionKey is too short: it needs at least {MinLength} characters.");
        }
        if (!mayMake)
            throw new StartRefusedException("LeadScoring__FunctionKey is not set: on Azure Storage it must be.");
        var path = data.File("function-key");
        await using var file = await OpenAloneAsync(path, cancel);
        using var reader = new StreamReader(file, Encoding.ASCII, leaveOpen: true);
        var key = (await reader.ReadToEndAsync(cancel)).Trim();
        if (key.Length == 0) key = Make(file);
        return key.Length >= MinLength
            ? key
            : throw new StartRefusedException(
                $"{path}: holds no key of at least {MinLength} characters. Delete it to get a new one.");
    }

    private static string Make(FileStream file)
    {
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));
        file.Write(Encoding.ASCII.GetBytes(key));
        file.Flush(flushToDisk: true);
        return key;
    }

    /// <summary>
    /// Opened for us alone: of processes that start together one makes the key, and the others wait for it. One that is
    /// killed before it has written leaves an empty file, which counts as none.
    /// </summary>
    private static async Task<FileStream> OpenAloneAsync(string path, CancellationToken cancel)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        for (var tries = 1; ; tries++)
        {
            try
            {
                return new FileStream(path, options);
            }
            catch (IOException) when (tries < MaxTries)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), cancel);
            }
            catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
            {
                throw new StartRefusedException(
                    $"{path}: cannot be opened ({closed.Message.TrimEnd('.')}). Set LeadScoring__FunctionKey instead.");
            }
        }
    }
}
