using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Tests.Publishing;

namespace LeadScoring.Tests.Intake;

public sealed class DisposableDomainsTests
{
    [Theory]
    [InlineData("a@throw.example", true)]
    [InlineData("a@mail.THROW.example", true)]
    [InlineData("a@例え.jp", true)]
    [InlineData("a@throw.example.jp", false)]
    [InlineData("a@nothrow.example", false)]
    [InlineData("throw.example@example.jp", false)]
    public void A_domain_covers_its_sub_domains_and_no_others(string address, bool covered)
    {
        string[] lines = ["# a comment", "", " Throw.example ", "xn--r8jz45g.jp"];
        var domains = DisposableDomains.Read(lines, (line, reason) => Assert.Fail($"{line}: {reason}"));

        Assert.Equal(covered, domains.Cover(EmailAddress.Parse(address, out _)!));
    }

    [Fact]
    public void A_line_that_is_no_domain_is_told_by_its_number()
    {
        var wrong = new List<int>();
        string[] lines = ["mailinator.com", "a@mailinator.com", "*.mailinator.com", "com"];
        DisposableDomains.Read(lines, (line, _) => wrong.Add(line));

        Assert.Equal([2, 3, 4], wrong);
    }

    [Fact]
    public void The_sample_list_holds_well_known_ones_and_no_mailbox_people_keep()
    {
        var sample = SampleContent.Edition.Disposable;

        Assert.True(sample.Cover(EmailAddress.Parse("a@mailinator.com", out _)!));
        foreach (var kept in new[] { "gmail.com", "yahoo.co.jp", "docomo.ne.jp", "icloud.com", "example.jp" })
            Assert.False(sample.Cover(EmailAddress.Parse($"a@{kept}", out _)!));
    }

    [Fact]
    public void A_folder_without_the_list_refuses_nobody() =>
        Assert.False(DisposableDomains.None.Cover(EmailAddress.Parse("a@mailinator.com", out _)!));
}
