using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Leads;
using LeadScoring.Tests.Scoring;

namespace LeadScoring.Tests.Leads;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("hanako@example.jp", "hanako@example.jp")]
    [InlineData("  hanako@example.jp\t", "hanako@example.jp")]
    [InlineData("Hanako@Example.JP", "hanako@example.jp")]
    [InlineData("ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｊｐ", "hanako@example.jp")]
    [InlineData("ＨＡＮＡＫＯ＠example。jp", "hanako@example.jp")]
    [InlineData("hanako@example.jp.", "hanako@example.jp")]
    [InlineData("hanako。yamada@example.jp", "hanako.yamada@example.jp")]
    [InlineData("hanako@ＥＸＡＭＰＬＥ．ｊｐ", "hanako@example.jp")]
    [InlineData("hanako@テスト。jp", "hanako@xn--zckzah.jp")]
    [InlineData("hanako@XN--WGV71A119E.jp", "hanako@xn--wgv71a119e.jp")]
    [InlineData("hanako@日本語.jp", "hanako@xn--wgv71a119e.jp")]
    [InlineData("hanako@BÜCHER.example", "hanako@xn--bcher-kva.example")]
    [InlineData("o'neill+news_1%x@mail.example.co.jp", "o'neill+news_1%x@mail.example.co.jp")]
    public void One_person_is_one_address(string typed, string normalised)
    {
        var email = EmailAddress.Parse(typed, out var reason);

        Assert.Null(reason);
        Assert.Equal(normalised, email!.Normalised);
        Assert.Equal(normalised, email.Text, ignoreCase: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hanako")]
    [InlineData("@example.jp")]
    [InlineData("hanako@")]
    [InlineData("hanako@localhost")]
    [InlineData("hanako@example..jp")]
    [InlineData("hanako@-example.jp")]
    [InlineData("hanako@exa_mple.jp")]
    [InlineData("a@b@example.jp")]
    [InlineData("hana ko@example.jp")]
    [InlineData("山田@example.jp")]
    [InlineData("ﾊﾅｺ@example.jp")]
    [InlineData("Hanako <hanako@example.jp>")]
    [InlineData("hanako@example.jp, taro@example.jp")]
    [InlineData("hanako@example.jp\r\nBcc: all@example.jp")]
    [InlineData("\"hana ko\"@example.jp")]
    [InlineData("mailto:hanako@example.jp")]
    [InlineData("hanako@[127.0.0.1]")]
    [InlineData("hanako@127.0.0.1")]
    [InlineData("hanako@[IPv6:::1]")]
    [InlineData("hanako@example.invalid")]
    [InlineData("hanako@printer.local")]
    [InlineData("hanako@mail.localhost")]
    [InlineData("hanako@1.0.0.127.in-addr.arpa")]
    [InlineData("hanako@example.j")]
    [InlineData("hanako@exa\u200Bmple.jp")]
    [InlineData("hanako@ex\u202Eample.jp")]
    [InlineData("hanako@exa\u00ADmple.jp")]
    [InlineData("hanako@ﾃｽﾄ.jp")]
    [InlineData("hanako@か\u3099.jp")]
    [InlineData("hanako@e\u0301xample.jp")]
    [InlineData("hanako@Ⓔxample.jp")]
    [InlineData("hanako@😀.jp")]
    [InlineData("hanakо@example.jp")]
    public void What_cannot_be_written_to_is_refused_with_a_remedy(string typed)
    {
        Assert.Null(EmailAddress.Parse(typed, out var reason));
        Assert.Equal("Must be a mail address like name@example.jp.", reason);
    }

    [Fact]
    public void The_lengths_of_RFC_5321_hold()
    {
        var domain = string.Join('.', Enumerable.Repeat(new string('d', 59), 3)) + ".jp";

        Assert.NotNull(EmailAddress.Parse(new string('a', 64) + "@" + domain, out _));
        Assert.Null(EmailAddress.Parse(new string('a', 65) + "@" + domain, out _));
        Assert.Null(EmailAddress.Parse(new string('a', 64) + "@" + new string('d', 60) + "." + domain, out _));
    }

    [Fact]
    public void Parsing_what_was_parsed_changes_nothing_and_case_and_width_make_no_other_person() =>
        Laws.Hold(Addresses, typed =>
        {
            if (EmailAddress.Parse(typed, out _) is not { } email) return;
            Assert.Equal(email, EmailAddress.Parse(email.Text, out _));
            Assert.Equal(email.Normalised, EmailAddress.Parse(email.Normalised, out _)!.Text);
            Assert.Equal(email.Normalised, EmailAddress.Parse(typed.ToUpperInvariant(), out _)?.Normalised);
            Assert.Equal(email.Normalised, EmailAddress.Parse(Wide(typed), out _)?.Normalised);
        }, cases: 1000);

    private static Gen<string> Addresses { get; } =
        from local in Gen.Elements([.. "aZ0.-_+'é山!#"]).NonEmptyListOf()
        from host in Gen.Elements([.. "aZ0-山ü"]).NonEmptyListOf()
        select $"{string.Concat(local)}@{string.Concat(host)}.jp";

    private static string Wide(string text) =>
        string.Concat(text.Select(c => c is >= '!' and <= '~' ? (char)(c + 0xFEE0) : c));
}
