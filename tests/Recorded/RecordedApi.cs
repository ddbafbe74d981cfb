using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using LeadScoring.Tests.Conventions;

namespace LeadScoring.Tests.Recorded;

/// <summary>
/// The app built as by <c>-p:OfficialPackages=true</c>, but with the recorded API of the packages (tests/Recorded/Api)
/// instead of the packages themselves, and that API as an assembly to look at.
/// </summary>
public sealed class RecordedApi : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("leadscoring-official-").FullName;
    private readonly AssemblyLoadContext _apart = new("recorded", isCollectible: true);

    public int ExitCode { get; private set; }

    /// <summary>What the build said.</summary>
    public string Output { get; private set; } = "";

    public Assembly Load()
    {
        Assert.True(ExitCode == 0, Output);
        var built = Path.Combine(_folder, "bin");
        using var bytes = File.OpenRead(
            Directory.EnumerateFiles(built, "RecordedApi.dll", SearchOption.AllDirectories).First());
        return _apart.LoadFromStream(bytes);
    }

    public async ValueTask InitializeAsync()
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [
            "build", "functions/LeadScoring.Functions.csproj", "-p:OfficialPackages=recorded",
            "-p:RunAnalyzers=false", "--artifacts-path", _folder, "-maxcpucount:1",
            "-nodeReuse:false", "-p:UseSharedCompilation=false", "--verbosity", "quiet", "--nologo",
        ])
        {
            WorkingDirectory = SourceTree.Root,
            RedirectStandardOutput = true,
        };
        using var build = Process.Start(start)!;
        Output = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        ExitCode = build.ExitCode;
    }

    public ValueTask DisposeAsync()
    {
        _apart.Unload();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
