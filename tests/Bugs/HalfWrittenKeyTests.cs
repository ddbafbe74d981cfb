using LeadScoring.Doors;
using LeadScoring.Storage;
using LeadScoring.Tests.Storage;
using Microsoft.Extensions.Configuration;

namespace LeadScoring.Tests.Bugs;

/// <summary>
/// The admin key's file was made empty and filled afterwards: a kill in between, or a second process that looked in,
/// left an app whose key was the empty text.
/// </summary>
public sealed class HalfWrittenKeyTests
{
    [Fact]
    public async Task An_empty_key_file_counts_as_none()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("function-key"), "");
        var key = await LoadAsync(folder);
        Assert.Equal(40, key.Length);
        Assert.Equal(key, await LoadAsync(folder));
    }

    [Fact]
    public async Task A_key_that_is_too_short_stops_the_start_and_says_what_to_do()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("function-key"), "short");
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => LoadAsync(folder));
        Assert.EndsWith(
            "function-key: holds no key of at least 16 characters. Delete it to get a new one.", refused.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Processes_that_start_together_have_one_key()
    {
        for (var round = 0; round < 50; round++)
        {
            using var folder = new TemporaryFolder();
            var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => LoadAsync(folder))));
            Assert.Equal(40, Assert.Single(keys.Distinct()).Length);
        }
    }

    private static Task<string> LoadAsync(TemporaryFolder folder)
    {
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection([new("LeadScoring:DataPath", Path.GetDirectoryName(folder.File("function-key")))])
            .Build();
        return KeyFile.LoadAsync(settings, new DataPath(settings), mayMake: true, default);
    }
}
