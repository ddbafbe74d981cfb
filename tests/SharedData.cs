using System.IO.Compression;

namespace LeadScoring.Tests;

/// <summary>
/// The public data sets that lie beside the project in <c>shared/data</c> where they are to be had: a test that needs
/// one shows as skipped elsewhere, never as passed.
/// </summary>
internal static class SharedData
{
    /// <summary>The lines of a gzipped text; skips the calling test where the file is absent.</summary>
    public static IReadOnlyList<string> Lines(string fileName)
    {
        var path = Path.Combine(Root(), "..", "shared", "data", fileName);
        if (!File.Exists(path)) Assert.Skip($"shared/data/{fileName} does not lie beside the project.");
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The folder of the solution, found upwards from the test assembly.</summary>
    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LeadScoring.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("No LeadScoring.sln above the test assembly.");
    }
}
