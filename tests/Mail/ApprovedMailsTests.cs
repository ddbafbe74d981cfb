namespace LeadScoring.Tests.Mail;

public sealed class ApprovedMailsTests
{
    private static readonly IReadOnlyDictionary<string, string> Rendered = ApprovedMails.Rendered();

    public static TheoryData<string> Files => [.. Rendered.Keys];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_mail_of_the_sample_brand_is_the_approved_one(string file)
    {
        var approved = Path.Combine(ApprovedMails.Folder, file);

        Assert.True(File.Exists(approved), $"{file} was never approved: run the tests with approve-mails and read it.");
        Assert.Equal(File.ReadAllText(approved).ReplaceLineEndings("\n"), Rendered[file].ReplaceLineEndings("\n"));
    }

    [Fact]
    public void No_mail_is_approved_that_there_is_not() =>
        Assert.Equal(
            Rendered.Keys.Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(ApprovedMails.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
}
