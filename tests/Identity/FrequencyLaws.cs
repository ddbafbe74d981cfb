using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Consent;
using LeadScoring.Identity;
using LeadScoring.Leads;
using LeadScoring.Nurture;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Nurture;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tests.Scoring;

namespace LeadScoring.Tests.Identity;

/// <summary>How often a person wants mail is the person's word, under whatever address they said it last.</summary>
public sealed class FrequencyLaws
{
    private const string Now = "2026-11-24T01:00:00Z"; // a Tuesday, 10:00 in Tokyo

    private static readonly Gen<Dated?> Choices =
        from hour in Gen.Choose(0, 5)
        from choice in Gen.Elements("", "weekly", "monthly", null)
        select choice is null ? null : new Dated(choice, Mailing.Monday.AddHours(hour));

    private static readonly Gen<(Dated?[] Chosen, int Seed)> Stories =
        from chosen in Choices.ArrayOf(3)
        from seed in Gen.Choose(0, int.MaxValue)
        select (chosen, seed);

    [Fact]
    public void The_newest_choice_holds_in_whatever_order_they_merge_and_goes_with_its_lead() =>
        Laws.Hold(Stories, story =>
        {
            var leads = story.Chosen.Select((chosen, number) => Person($"{number}", chosen)).ToArray();
            new Random(story.Seed).Shuffle(leads);

            var both = Into(leads[0], leads[1]);
            var all = Into(both, leads[2]);
            var chained = Into(leads[2], both);

            Assert.Equal(Newest(leads), all.Frequency());
            Assert.Equal(Newest(leads), chained.Frequency());
            Assert.Equal(both.Frequency(), Without(all, leads[2]).Frequency());
            Assert.Equal(leads[2].Frequency(), Without(chained, both).Frequency());
            Assert.Equal(leads[0].Mail.Frequency, all.Mail.Frequency); // what each said stays with its own ledger
        });

    [Fact]
    public void A_choice_under_another_address_caps_the_mails_of_the_person()
    {
        var edition = SampleContent.Edition;
        var weekly = edition.Sender.Consent.CapOf("weekly");
        var merged = Into(Person("a", null), Person("b", new Dated("weekly", Mailing.Monday)));
        Assert.Contains(weekly, DueStep.CapsOfAll(merged, edition));
        Assert.DoesNotContain(weekly, DueStep.CapsOfAll(Person("a", null), edition));
    }

    [Fact]
    public async Task A_choice_by_the_link_of_an_old_address_reaches_the_person_and_an_unmerge_takes_it_back()
    {
        await using var brand = await Brand.OpenAsync(Now);
        await brand.PostAsync(
            "/api/campaigns/car-launch-2026/entries", new { email = People.Hanako, locale = "ja", optIn = true });
        await brand.SettleAsync();
        await brand.ConfirmAsync(Assert.Single(brand.Mails()));
        await brand.AdvanceAsync("P3D");
        var link = Brand.Link(brand.Mails()[^1], "preferences");
        await brand.ReactAsync(People.Work, "w-1", "brochure", Now);
        await brand.SettleAsync();
        await brand.MergeAsync(People.Hanako, People.Work);
        await brand.SettleAsync();

        using var saved = await brand.Http.PostAsync(link, new FormUrlEncodedContent(
            [new("do", "save"), new("topic", "cars"), new("frequency", "monthly")]));
        Assert.True(saved.IsSuccessStatusCode);
        await brand.SettleAsync();
        Assert.Equal("monthly", await ChosenAsync(brand, People.Work));

        await brand.UnmergeAsync(People.Hanako);
        await brand.SettleAsync();
        Assert.Null(await ChosenAsync(brand, People.Work));
        Assert.Equal("monthly", await ChosenAsync(brand, People.Hanako));
    }

    private static async Task<string?> ChosenAsync(Brand brand, string email) =>
        (string?)(await brand.LeadAsync(email))["consents"]!["frequency"];

    private static Dated? Newest(IEnumerable<Lead> leads) => leads.Select(lead => lead.Mail.Frequency).OfType<Dated>()
        .OrderBy(said => said.At).ThenBy(said => said.Value, StringComparer.Ordinal).LastOrDefault();

    private static Lead Into(Lead into, Lead from) =>
        Merging.TakeIn(into, from, "same phone", SampleContent.Edition, Mailing.Monday)!.Lead;

    private static Lead Without(Lead lead, Lead part) => Merging.LetGo(lead, part.Id, Mailing.Monday)!.Lead;

    private static Lead Person(string id, Dated? frequency) => new()
    {
        Id = id,
        Profile = new Profile { Email = $"{id}@example.jp", CreatedAt = Mailing.Monday, Known = true },
        Mail = new MailState { Frequency = frequency },
    };
}
