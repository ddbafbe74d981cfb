using LeadScoring.Demo;
using LeadScoring.Tests.Storage;

namespace LeadScoring.Tests.Demo;

/// <summary>A demo throws away what a demo made, where asked to or broken off, and nothing else ever.</summary>
public sealed class DemoFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Folder => Path.GetDirectoryName(_folder.File("x"))!;

    private DemoFolder Place => new(Folder);

    [Fact]
    public void A_store_that_no_demo_made_stays_even_where_a_fresh_one_is_asked_for()
    {
        File.WriteAllText(_folder.File("leadscoring.db"), "somebody's");
        foreach (var fresh in new[] { false, true })
        {
            var refused = Assert.Throws<StartRefusedException>(() => Place.Clear(fresh));
            Assert.Contains("--data", refused.Message, StringComparison.Ordinal);
        }
        Assert.Equal("somebody's", File.ReadAllText(_folder.File("leadscoring.db")));
    }

    [Fact]
    public void A_demo_that_was_broken_off_goes_and_what_it_did_not_make_stays()
    {
        Place.Begin(new DemoOptions());
        File.WriteAllText(_folder.File("leadscoring.db"), "half");
        File.WriteAllText(_folder.File("notes.txt"), "mine");
        Assert.True(Place.Clear(fresh: false));
        Assert.Equal(["notes.txt"], Directory.GetFiles(Folder).Select(Path.GetFileName));
    }

    [Fact]
    public void A_finished_demo_stays_until_a_fresh_one_is_asked_for()
    {
        Place.Begin(new DemoOptions());
        File.WriteAllText(_folder.File("leadscoring.db"), "whole");
        Place.End(new DemoOptions());
        var refused = Assert.Throws<StartRefusedException>(() => Place.Clear(fresh: false));
        Assert.Contains("--fresh", refused.Message, StringComparison.Ordinal);
        Assert.False(Place.Clear(fresh: true));
        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Theory]
    [InlineData("--leads", "many")]
    [InlineData("--leads", "0")]
    [InlineData("--months", "37")]
    [InlineData("--seed")]
    [InlineData("--speed", "1")]
    public void An_option_that_is_none_is_refused_with_what_there_is(params string[] args)
    {
        var refused = Assert.Throws<StartRefusedException>(() => DemoOptions.Read(args));
        Assert.Contains(DemoOptions.Usage, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_are_read_in_any_order() => Assert.Equal(
        new DemoOptions(500, 3, 6, "there", Fresh: true),
        DemoOptions.Read(["--fresh", "--data", "there", "--months", "6", "--seed", "3", "--leads", "500"]));

    public void Dispose() => _folder.Dispose();
}
