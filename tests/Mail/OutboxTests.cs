using LeadScoring.Mail;

namespace LeadScoring.Tests.Mail;

public sealed class OutboxTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("outbox").FullName;

    private string Folder => Path.Combine(_folder, "made", "when", "needed");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_delivered_mail_is_a_file_of_its_id_and_nothing_else()
    {
        var receipt = await Deliver(Mails.Nurture);

        Assert.Equal("<snd-01JD8XK2@hoshikawa.example.jp>", receipt.ProviderMessageId);
        Assert.Equal(["snd-01JD8XK2.eml"], Directory.GetFiles(Folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_to_has_certainly_not_taken_the_mail()
    {
        File.WriteAllText(Path.Combine(_folder, "made"), "a file in the place of the folder");

        await Assert.ThrowsAsync<MailUnavailableException>(() => Deliver(Mails.Nurture));
    }

    [Fact]
    public async Task The_same_mail_delivered_twice_is_one_file()
    {
        await Deliver(Mails.Nurture);
        await Deliver(Mails.Nurture);

        Assert.Single(Directory.GetFiles(Folder));
        Assert.Equal(Mails.Nurture.Content.Subject, Assert.Single(new Outbox(Folder).Newest(10)).Subject);
    }

    [Fact]
    public async Task The_newest_by_the_apps_clock_come_first()
    {
        foreach (var (id, day) in new[] { ("b", 2), ("d", 9), ("a", 1), ("c", 5) })
            await Deliver(Mails.Nurture with { SendId = id, Date = Mails.Nurture.Date.AddDays(day) });

        Assert.Equal(["d", "c", "b"], new Outbox(Folder).Newest(3).Select(mail => mail.SendId));
        Assert.Equal("Fri, 27 Nov 2026 12:00:00 +0900", new Outbox(Folder).Read("d")?.Date);
    }

    [Fact]
    public async Task A_refused_mail_leaves_no_trace()
    {
        var toNobody = Mails.Nurture with { To = new MailParty("nobody") };

        await Assert.ThrowsAsync<MailRefusedException>(() => Deliver(toNobody));

        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public async Task A_file_half_written_by_a_killed_process_is_not_shown()
    {
        await Deliver(Mails.Nurture);
        await File.WriteAllTextAsync(Path.Combine(Folder, "snd-2.eml.4711.tmp"), "Date: ");

        Assert.Single(new Outbox(Folder).Newest(10));
    }

    [Fact]
    public async Task Erasing_a_mail_takes_what_a_killed_process_left_of_it_and_no_other()
    {
        await Deliver(Mails.Nurture);
        foreach (var name in new[] { "snd-01JD8XK2.eml.4711.tmp", "snd-01JD8XK2.eml.12.tmp", "snd-01JD.eml.4711.tmp" })
            await File.WriteAllTextAsync(Path.Combine(Folder, name), "To: hanako@example.com");

        new Outbox(Folder).Delete(Mails.Nurture.SendId);

        Assert.Equal(["snd-01JD.eml.4711.tmp"], Directory.GetFiles(Folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_mail_that_cannot_be_finished_leaves_nothing_behind()
    {
        Directory.CreateDirectory(Path.Combine(Folder, $"{Mails.Nurture.SendId}.eml")); // stands in its place

        await Assert.ThrowsAsync<MailUnavailableException>(() => Deliver(Mails.Nurture));

        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Theory]
    [InlineData("../outbox")]
    [InlineData("..")]
    [InlineData("unknown")]
    [InlineData("")]
    public void What_is_not_there_is_not_read(string sendId) => Assert.Null(new Outbox(Folder).Read(sendId));

    [Fact]
    public void An_outbox_that_was_never_written_to_is_empty() => Assert.Empty(new Outbox(Folder).Newest(10));

    [Fact]
    public async Task With_a_way_out_the_mailbox_is_told_of_it_and_without_one_it_is_not()
    {
        await Deliver(Mails.Nurture);
        await Deliver(Mails.Confirmation);

        var headers = new Outbox(Folder).Read(Mails.Nurture.SendId)!.Headers;
        Assert.Equal($"<{Mails.Nurture.OneClickUnsubscribe}>", headers["List-Unsubscribe"]);
        Assert.Equal("List-Unsubscribe=One-Click", headers["List-Unsubscribe-Post"]);
        Assert.DoesNotContain("List-Unsubscribe", new Outbox(Folder).Read(Mails.Confirmation.SendId)!.Headers.Keys);
    }

    private Task<DeliveryReceipt> Deliver(OutgoingMail mail) =>
        new OutboxDelivery(Folder).DeliverAsync(mail, CancellationToken.None);
}
