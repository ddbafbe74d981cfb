using LeadScoring.Mail;

namespace LeadScoring.Tests.Mail;

internal static class Mails
{
    public static readonly OutgoingMail Nurture = new(
        SendId: "snd-01JD8XK2",
        From: new MailParty("hello@hoshikawa.example.jp", "星川モビリティ株式会社 お客様窓口"),
        To: new MailParty("hanako@example.com", "山田 花子"),
        ReplyTo: "support@hoshikawa.example.jp",
        Content: new RenderedMail(
            "花子様、Hoshikawa Mio EVの試乗会を、ご自宅の近くでご用意しました(11月の週末)",
            "<!doctype html>\n<p>花子様</p>\n"
                + "<p><a href=\"https://hoshikawa.example/test-drive?a=1&amp;b=2\">試乗を予約する</a></p>\n",
            "花子様\n\n試乗を予約する: https://hoshikawa.example/test-drive?a=1&b=2\n"),
        OneClickUnsubscribe: new Uri("https://leads.hoshikawa.example/api/unsubscribe/dG9rZW4.c2lnbmF0dXJl"),
        Category: "car-considering-1",
        Date: new DateTimeOffset(2026, 11, 18, 12, 0, 0, TimeSpan.FromHours(9)))
    {
        LeadId = "0123456789abcdef0123456789abcdef",
        Measured = true,
    };

    public static readonly OutgoingMail Confirmation = Nurture with
    {
        SendId = "opt_in-7",
        From = new MailParty("hello@hoshikawa.example.jp", "Hoshikawa Mobility"),
        To = new MailParty("hanako@example.com"),
        ReplyTo = null,
        Content = new RenderedMail("Please confirm", "<p>Hello</p>", "Hello"),
        OneClickUnsubscribe = null,
        Category = "confirm",
        Measured = false,
    };

    public static string Approved(string name)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "LeadScoring.sln"))) root = root.Parent!;
        return File.ReadAllText(Path.Combine(root.FullName, "tests", "Mail", "Approved", name));
    }
}
