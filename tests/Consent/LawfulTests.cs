using LeadScoring.Consent;
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
        var row = new ConsentRecord
        {
            What = what, At = Given, How = "test", Purposes = purpose is null ? null : [purpose],
        };
        return lead with { Mail = lead.Mail.With("key", row) };
    }
}
