using LeadScoring.Consent;
using LeadScoring.Exports;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Tests.Publishing;
using NodaTime;

namespace LeadScoring.Tests.Consent;

/// <summary>Why a mail is lawful or not, at the instant asked for.</summary>
public sealed class LawfulTests
{
    private static readonly DateTimeOffset Given = new(2026, 2, 28, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("no consent", null, null)]
    [InlineData(null, "email granted", null)]
    [InlineData("consent withdrawn", "email withdrawn", null)]
    [InlineData("purpose switched off", "email withdrawn", "cars")]
    [InlineData(null, "email granted", "cars")]
    [InlineData("no consent", "email granted", "campers")]
    public void The_reason_names_what_is_missing(string? reason, string? what, string? purpose) =>
        Assert.Equal(reason, Lead(what, purpose).ReasonAgainstMail("cars", SampleContent.Edition, Given.AddDays(1)));

    [Fact]
    public void A_consent_carries_mail_up_to_its_end_and_not_at_it()
    {
        var lead = Lead("email granted", null);
        var end = Given.AddYears(2);

        Assert.Null(lead.ReasonAgainstMail("cars", SampleContent.Edition, end.AddTicks(-1)));
        Assert.Equal("consent expired", lead.ReasonAgainstMail("cars", SampleContent.Edition, end));
        Assert.Null(lead.ReasonAgainstMail("cars", Everlasting, DateTimeOffset.MaxValue));
    }

    [Fact]
    public void An_entry_in_somebodys_name_prolongs_nothing_and_their_own_reaction_does()
    {
        var seen = Given.AddMonths(6);
        var typed = Lead("email granted", null).With(new ProductState { Product = "car" }.Seen("entry", seen));
        var read = Lead("email granted", null).With(new ProductState { Product = "car" }.Seen("page-view", seen));

        Assert.Equal(Given.AddYears(2), EndOf(typed));
        Assert.Equal(seen.AddYears(2), EndOf(read));
    }

    [Fact]
    public void A_suppression_and_a_stop_of_use_come_before_every_consent()
    {
        var lead = Lead("email granted", null);
        var bounced = lead with { Mail = lead.Mail with { Suppression = "bounced" } };
        var stopped = lead with { Profile = lead.Profile! with { StoppedAt = Given } };

        Assert.Equal("bounced", bounced.ReasonAgainstMail("cars", SampleContent.Edition, Given));
        Assert.Equal("use stopped", stopped.ReasonAgainstMail("cars", SampleContent.Edition, Given));
        Assert.Equal("use stopped", stopped.ReasonAgainstCall());
    }

    [Fact]
    public void What_was_permitted_to_ads_and_ended_with_all_mail_does_not_come_back_with_mail()
    {
        var lead = Telling(
            ("email granted", "ads", 0), ("email granted", "cars", 0), ("email withdrawn", null, 60),
            ("email granted", null, 90));
        var (cars, ads) = (PurposeAt(lead, "cars", 91), PurposeAt(lead, "ads", 91));

        Assert.False(Audience.MayHold(lead, SampleContent.Edition, Given.AddDays(91)));
        Assert.Equal((false, Lawful.Withdrawn, null), (ads.MayMail, ads.Reason, ads.Proof));
        Assert.Equal((true, "row 3"), (cars.MayMail, cars.Proof)); // mail rests on the word on all mail, said since
        lead = lead with { Mail = lead.Mail.With("again", Row("email granted", "ads", 100)) };
        Assert.True(Audience.MayHold(lead, SampleContent.Edition, Given.AddDays(101)));
    }

    [Fact]
    public void The_permission_of_ads_ends_by_its_own_period_whatever_was_said_of_mail_since()
    {
        var lead = Telling(("email granted", "ads", 0), ("email granted", null, 600));
        var end = Given.AddYears(2);

        Assert.True(Audience.MayHold(lead, SampleContent.Edition, end.AddTicks(-1)));
        Assert.False(Audience.MayHold(lead, SampleContent.Edition, end));
        Assert.Equal((Lawful.Expired, end), (PurposeAt(lead, "ads", 800).Reason, PurposeAt(lead, "ads", 1).ExpiresAt));
        Assert.True(PurposeAt(lead, "cars", 800).MayMail);
    }

    [Fact]
    public void The_lead_page_says_of_ads_what_audiences_go_by()
    {
        var lead = Telling(("email granted", null, 0));

        Assert.False(Audience.MayHold(lead, SampleContent.Edition, Given.AddDays(1)));
        var ads = PurposeAt(lead, "ads", 1);
        Assert.Equal((false, Lawful.NoConsent, null, null), (ads.MayMail, ads.Reason, ads.Since, ads.Proof));
    }

    [Fact]
    public void Taking_a_stop_back_restores_each_consent_it_ended_and_no_older_one()
    {
        var older = Telling(
            ("email granted", "ads", 0), ("email withdrawn", null, 10), ("email granted", null, 20));
        var both = Telling(("email granted", "ads", 0), ("email granted", null, 20));

        Assert.False(Audience.MayHold(UndoneStop(older), SampleContent.Edition, Given.AddDays(32)));
        Assert.True(Audience.MayHold(UndoneStop(both), SampleContent.Edition, Given.AddDays(32)));
        Assert.All([older, both], lead => Assert.NotNull(UndoneStop(lead).Mail.ConsentTo(null)));
    }

    private static Lead UndoneStop(Lead lead)
    {
        var stop = Withdrawal.OfMail(lead, "send", "page", SampleContent.Edition, Given.AddDays(30))!;
        var ledger = stop.Facts.Where(fact => fact.Body is ConsentRecord)
            .ToDictionary(fact => fact.Key, fact => (ConsentRecord)fact.Body);
        var act = ledger.Values.Single().Act!;
        Assert.False(Audience.MayHold(stop.Lead, SampleContent.Edition, Given.AddDays(30)));
        return Undo.Of(stop.Lead, act, ledger, SampleContent.Edition, Given.AddDays(31))!.Lead;
    }

    private static PurposeView PurposeAt(Lead lead, string purpose, int day) =>
        ConsentView.Of(lead, SampleContent.Edition, Given.AddDays(day), []).Purposes
            .Single(view => view.Purpose == purpose);

    private static Lead Telling(params (string What, string? Purpose, int Day)[] words) => new()
    {
        Id = "x",
        Profile = new Profile { Email = "a@example.jp", CreatedAt = Given, Known = true },
        Mail = words.Index().Aggregate(new MailState(), (mail, word) => mail.With(
            $"row {word.Index}", Row(word.Item.What, word.Item.Purpose, word.Item.Day))),
    };

    private static ConsentRecord Row(string what, string? purpose, int day) => new()
    {
        What = what, At = Given.AddDays(day), How = "test", Purposes = purpose is null ? null : [purpose],
    };

    private static Edition Everlasting { get; } = SampleContent.Edition with
    {
        Sender = SampleContent.Edition.Sender with { Consent = ConsentPolicy.Default },
    };

    private static DateTimeOffset? EndOf(Lead lead) =>
        Lawful.ExpiresAt(lead, lead.Mail.ConsentTo(null)!, new ConsentPolicy { Expires = Period.FromYears(2) });

    private static Lead Lead(string? what, string? purpose)
    {
        var lead = new Lead { Id = "x", Profile = new Profile { Email = "a@example.jp", CreatedAt = Given } };
        if (what is null) return lead;
        return lead with { Mail = lead.Mail.With("key", Row(what, purpose, 0)) };
    }
}
