using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Mail;

namespace LeadScoring.Tests.Mail;

public sealed class MimeMessageTests
{
    [Theory]
    [InlineData("nurture-ja.eml")]
    [InlineData("confirmation-en.eml")]
    public void The_message_is_the_approved_one(string file)
    {
        var mail = file.StartsWith("nurture", StringComparison.Ordinal) ? Mails.Nurture : Mails.Confirmation;

        Assert.Equal(Mails.Approved(file), Written(mail));
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        var read = MimeReader.Read("x", Written(Mails.Nurture));

        Assert.Equal(Mails.Nurture.Content.Subject, read.Subject);
        Assert.Equal(Mails.Nurture.Content.Text, read.Text.ReplaceLineEndings("\n"));
        Assert.Equal(Mails.Nurture.Content.Html, read.Html.ReplaceLineEndings("\n"));
        Assert.Equal("星川モビリティ株式会社 お客様窓口 <hello@hoshikawa.example.jp>", read.From);
        Assert.Equal("山田 花子 <hanako@example.com>", read.To);
        Assert.Equal("Wed, 18 Nov 2026 12:00:00 +0900", read.Date);
    }

    [Theory]
    [InlineData("Prize!\r\nBcc: everybody@example.com")]
    [InlineData("Prize!\nBcc: everybody@example.com")]
    [InlineData("当選\r\n\r\n<script>")]
    [InlineData("=?utf-8?B?QmNjOiBhQGIuYw==?=\r\nBcc: everybody@example.com")]
    public void A_text_from_outside_cannot_begin_a_header(string text)
    {
        var expected = MimeReader.Read("x", Written(Mails.Confirmation)).Headers.Keys;
        var mail = Mails.Confirmation with
        {
            To = new MailParty("a@example.com", text),
            From = new MailParty("b@example.com", text),
            Content = new RenderedMail(text, "<p>", text),
            Category = text,
        };

        var read = MimeReader.Read("x", Written(mail));

        Assert.Equal(expected, read.Headers.Keys);
        Assert.DoesNotContain('\n', read.Subject);
        Assert.DoesNotContain("Bcc", read.Headers.Keys);
    }

    [Theory]
    [InlineData("a@example.com\r\nBcc: b@example.com")]
    [InlineData("a@example.com, b@example.com")]
    [InlineData("a@example.com>")]
    [InlineData("a@b@example.com")]
    [InlineData("\"a b\"@example.com")]
    [InlineData("花子@example.com")]
    [InlineData("a@exa mple.com")]
    [InlineData("a@")]
    [InlineData("@example.com")]
    [InlineData("")]
    public void An_address_that_cannot_stand_in_a_header_is_refused_without_repeating_it(string address)
    {
        foreach (var mail in new[]
        {
            Mails.Confirmation with { To = new MailParty(address) },
            Mails.Confirmation with { From = new MailParty(address) },
            Mails.Confirmation with { ReplyTo = address },
        })
        {
            var refused = Assert.Throws<MailRefusedException>(() => MimeMessage.Write(mail));
            Assert.Equal("address-not-writable", refused.Reason);
        }
    }

    [Fact]
    public void A_domain_in_other_letters_goes_out_in_its_ascii_form() =>
        Assert.Equal("a@xn--r8jz45g.jp",
            MimeReader.Read("x", Written(Mails.Confirmation with { To = new MailParty("a@例え.jp") })).To);

    [Theory]
    [InlineData("")]
    [InlineData("../secret")]
    [InlineData("a b")]
    [InlineData("a\r\nX: y")]
    public void A_send_id_is_a_plain_word(string sendId) =>
        Assert.Throws<ArgumentException>(() => MimeMessage.Write(Mails.Confirmation with { SendId = sendId }));

    [Fact]
    public void Any_text_comes_back_and_the_lines_are_ascii_and_short()
    {
        var letters = Gen.Elements(
            "a", "Z", " ", "=", "?", "_", "\"", "<", "é", "ひ", "漢", "🚐", "\r\n", "\t", "=?utf-8?B?", "?=");
        var texts = letters.ArrayOf().Select(parts => string.Concat(parts));

        Prop.ForAll(texts.ToArbitrary(), text =>
        {
            var mail = Mails.Nurture with { Content = new RenderedMail(text, text, text) };
            var written = Written(mail);
            var read = MimeReader.Read("x", written);
            var expected = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
            return read.Subject == expected
                && read.Text == text.ReplaceLineEndings("\r\n")
                && written.Split("\r\n").All(line => line.Length <= 78 || IsTheLink(line))
                && written.Replace("\r\n", "", StringComparison.Ordinal).All(c => c is >= ' ' and <= '~');
        }).QuickCheckThrowOnFailure();
    }

    // A link cannot be folded.
    private static bool IsTheLink(string line) => line.StartsWith("List-Unsubscribe: <", StringComparison.Ordinal);

    private static string Written(OutgoingMail mail) => Encoding.UTF8.GetString(MimeMessage.Write(mail));
}
