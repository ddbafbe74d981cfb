using LeadScoring.Doors;
using LeadScoring.Storage;
using LeadScoring.Tests.Storage;
using Microsoft.Extensions.Configuration;

namespace LeadScoring.Tests.Bugs;

/// <summary>
/// The admin key's file was made empty and filled afterwards: a kill in between, or a second process that looked in, left
/// an app whose key was the empty text.
/// </summary>
public sealed class HalfWrittenKeyTests
{
    [Fact]
    public void An_empty_key_file_stops_the_start_and_says_what_to_do()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("function-key"), "");
        var refused = Assert.Throws<StartRefusedException>(() => Load(folder));
        Assert.Contains("function-key: holds no key of at least 16 characters. Delete it", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Processes_that_start_together_have_one_key()
    {
        for (var round = 0; round < 20; round++)
        {
            using var folder = new TemporaryFolder();
            var keys = new string[8];
            Parallel.For(0, keys.Length, i => keys[i] = Load(folder));
            Assert.Equal(40, Assert.Single(keys.Distinct()).Length);
            Assert.Single(Directory.GetFiles(Path.GetDirectoryName(folder.File("function-key"))!));
        }
    }

    private static string Load(TemporaryFolder folder)
    {
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection([new("LeadScoring:DataPath", Path.GetDirectoryName(folder.File("function-key")))])
            .Build();
        return KeyFile.Load(settings, new DataPath(settings), mayMake: true);
    }
}
