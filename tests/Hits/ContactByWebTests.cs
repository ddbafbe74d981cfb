using System.Text;
using System.Text.Json.Nodes;

namespace LeadScoring.Tests.Hits;

/// <summary>Where a sender is to be turned to may be a page of the web.</summary>
public sealed class ContactByWebTests
{
    [Fact]
    public async Task A_mail_whose_sender_names_web_addresses_goes_out_and_shows_them_as_they_are()
    {
        const string Contact = "お問い合わせ https://brand.example/contact";
        const string Address = "横浜市星川台1-2-3 （地図 https://brand.example/地図）";
        await using var mailed = await MailedBrand.OpenAsync(spoil: content =>
        {
            var sender = JsonNode.Parse(File.ReadAllText(Path.Combine(content.Folder, "sender.json")))!;
            (sender["contact"]!["ja"], sender["address"]!["ja"]) = (Contact, Address);
            content.Write("sender.json", Encoding.UTF8.GetBytes(sender.ToJsonString()));
        });

        Assert.Equal("sent", (string?)(await mailed.SendAsync())["status"]);
        Assert.All([Contact, Address], words =>
        {
            Assert.Contains(words, mailed.Mail.Text, StringComparison.Ordinal);
            Assert.Contains(words, mailed.Mail.Html, StringComparison.Ordinal);
        });
    }
}
