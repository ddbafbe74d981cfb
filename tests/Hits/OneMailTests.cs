using System.Net;
using LeadScoring.Tests.Identity;
using LeadScoring.Tests.Rights;

namespace LeadScoring.Tests.Hits;

/// <summary>What may happen to one mail's links and to who received it.</summary>
public sealed class OneMailTests
{
    [Fact]
    public async Task A_HEAD_leads_where_a_GET_does_and_gives_the_scanner_away()
    {
        await using var mailed = await MailedBrand.OpenAsync();
        var before = await mailed.PointsAsync();
        await mailed.Brand.AdvanceAsync("PT1H");

        var looked = await mailed.FollowAsync(mailed.Doors[3], HttpMethod.Head);
        Assert.Equal(looked, await mailed.FollowAsync(mailed.Doors[3]));
        await mailed.WorkOffAsync();

        Assert.Equal(["head-first", "head-first"], await mailed.VerdictsAsync());
        Assert.Equal(before, await mailed.PointsAsync());
    }

    [Fact]
    public async Task A_link_that_is_forged_cut_or_of_another_kind_leads_nowhere_and_notes_nothing()
    {
        await using var mailed = await MailedBrand.OpenAsync();
        await mailed.Brand.AdvanceAsync("PT1H");
        var stop = Journeys.Brand.Link(mailed.Mail, "unsubscribe").Split('/')[^1];

        foreach (var token in new[]
            { mailed.Token(14), mailed.Token(-1), mailed.Token(1)[..^2], stop, "https:%2F%2Fevil.example" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/go/{token}");
            request.Headers.Accept.ParseAdd("text/html");
            using var answer = await mailed.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Contains("/api/pages/", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        await mailed.WorkOffAsync();

        Assert.Empty(await mailed.VerdictsAsync());
    }

    [Fact]
    public async Task The_confirmation_and_signed_links_are_not_measured()
    {
        await using var mailed = await MailedBrand.OpenAsync();

        var confirmation = mailed.Brand.Mails()[0];
        Assert.DoesNotContain("/api/go/", confirmation.Html + confirmation.Text, StringComparison.Ordinal);
        Assert.Contains("/api/unsubscribe/", mailed.Mail.Html, StringComparison.Ordinal);
        Assert.Contains("/api/preferences/", mailed.Mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("https://shop.example", mailed.Mail.Html + mailed.Mail.Text, StringComparison.Ordinal);
        Assert.Equal(14, mailed.Doors.Distinct().Count()); // the site, twelve more, and the hidden one
    }

    [Fact]
    public async Task What_a_brands_own_tracking_calls_a_machine_is_kept_and_not_counted()
    {
        await using var mailed = await MailedBrand.OpenAsync();
        var before = await mailed.PointsAsync();
        object Reaction(string id, string type, object properties) => new
        {
            id, leadId = mailed.LeadId, type, occurredAt = MailedBrand.SentAt, product = "car", properties,
        };

        await mailed.Brand.PostAsync("/api/reactions", new
        {
            reactions = new[]
            {
                Reaction("r1", "mail-open", new { machine = true, sendId = mailed.Mail.SendId }),
                Reaction("r2", "unsubscribe", new { machine = true }),
                Reaction("r3", "mail-click", new { machine = false }),
            },
        });
        await mailed.WorkOffAsync();

        Assert.Equal(before + 4, await mailed.PointsAsync());
        Assert.Equal(["reported"], await mailed.VerdictsAsync("Mail opened"));
        Assert.Equal([null], await mailed.VerdictsAsync());
        var hanako = await mailed.HanakoAsync();
        Assert.True((bool)hanako["consents"]!["mayMail"]!);
        Assert.Equal(
            [(false, "Mail opened"), (false, "Unsubscribed"), (true, "Link in a mail")],
            hanako["timeline"]!.AsArray().Where(item => (string?)item!["at"] == "2027-02-02T01:00:00Z")
                .Where(item => (string?)item!["kind"] == "reaction")
                .Select(item => ((bool)item!["counted"]!, (string)item["text"]!))
                .OrderBy(item => item.Item1).ThenBy(item => item.Item2, StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_a_person_clicked_goes_with_them_into_a_merge_and_out_of_it_again()
    {
        await using var mailed = await MailedBrand.OpenAsync();
        await mailed.Brand.ReactAsync(People.Work, "w-1", "page-view", "2027-02-01T00:00:00Z");
        await mailed.Brand.SettleAsync();
        await mailed.Brand.AdvanceAsync("PT1H");
        await mailed.FollowAsync(mailed.Doors[1]);
        await mailed.WorkOffAsync();
        var (work, hanako) = (await TermsAsync(mailed, People.Work), await TermsAsync(mailed, People.Hanako));

        await mailed.Brand.MergeAsync(People.Hanako, People.Work);
        await mailed.WorkOffAsync();
        var merged = await mailed.Brand.LoadAsync(People.Work);
        Assert.Equal(1, Clicks(merged));
        await mailed.Brand.AdvanceAsync("PT1H");
        await mailed.FollowAsync(mailed.Doors[2]); // the mail is still Hanako's
        await mailed.WorkOffAsync();
        Assert.Equal(2, Clicks(await mailed.Brand.LoadAsync(People.Work)));
        foreach (var door in mailed.Doors.Skip(3).Take(3)) await mailed.FollowAsync(door); // and now a scanner
        await mailed.WorkOffAsync();
        Assert.Equal(2, Clicks(await mailed.Brand.LoadAsync(People.Work)));

        await mailed.Brand.UnmergeAsync(People.Hanako);
        await mailed.WorkOffAsync();

        Assert.Equal(work, await TermsAsync(mailed, People.Work));
        Assert.NotEqual(hanako, await TermsAsync(mailed, People.Hanako));
        Assert.Equal(2, Clicks(await mailed.Brand.LoadAsync(People.Hanako)));
        Assert.DoesNotContain(
            await Traces.RowsAsync(mailed.Brand.Tables(), mailed.Brand.IdOf(People.Work)),
            row => row.StartsWith("hits|", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_hand_over_of_all_data_holds_the_hits_and_no_network_address()
    {
        await using var mailed = await MailedBrand.OpenAsync();
        await mailed.Brand.AdvanceAsync("PT1H");
        await mailed.FollowAsync(mailed.Doors[1]);
        await mailed.WorkOffAsync();

        var export = await mailed.Brand.GetAsync($"/api/leads/{mailed.LeadId}/export");

        var mail = Assert.Single(export["records"]!["hits"]!.AsArray())!;
        Assert.Equal(14, mail["links"]!.AsArray().Count);
        Assert.Equal("click", (string?)Assert.Single(mail["hits"]!.AsArray())!["kind"]);
        Assert.DoesNotContain("127.0.0.1", mail["hits"]!.ToJsonString(), StringComparison.Ordinal);
    }

    private static Task<string> TermsAsync(MailedBrand mailed, string email) => mailed.Brand.TermsAsync(email);

    private static int Clicks(LeadScoring.Leads.Lead lead) => lead.Product("car").Counts.Items.ToArray()
        .Where(count => count.Type == "mail-click").Sum(count => count.Count);
}
