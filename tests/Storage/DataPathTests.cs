using LeadScoring.Storage;
using Microsoft.Extensions.Configuration;

namespace LeadScoring.Tests.Storage;

/// <summary>What the folder of this machine holds is nobody else's business.</summary>
public sealed class DataPathTests
{
    [Fact]
    public void A_new_folder_is_its_users_alone()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("On Windows the folder above decides.");
        using var folder = new TemporaryFolder();
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection([new("LeadScoring:DataPath", folder.File("data"))]).Build();

        var made = new FileInfo(new DataPath(settings).File("leadscoring.db")).Directory!;

        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, made.UnixFileMode);
    }
}
