using LeadScoring.Consent;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Reactions;
using LeadScoring.Tests.Publishing;

namespace LeadScoring.Tests.Consent;

/// <summary>The pure decisions of opting in and out.</summary>
public sealed class DecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);
    private static readonly Lead Entered = new()
    {
        Id = "00112233445566778899aabbccddeeff",
        Profile = new Profile { Email = "hanako@example.jp", CreatedAt = Now },
        Products = Entrance("car", "camper"),
    };

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Only_what_was_ticked_is_granted_and_each_grant_names_its_proof(bool email, bool phone)
    {
        var entry = EntryOf(email, phone);
        var (change, inbox) = OptIn.Confirm(Entered, entry, SampleContent.Edition, Now);

        Assert.True(change.Lead.IsKnown);
        Assert.Equal(email, change.Lead.Mail.Email is { Granted: true });
        Assert.Equal(phone, change.Lead.Mail.Phone is { Granted: true });
        foreach (var state in new[] { change.Lead.Mail.Email, change.Lead.Mail.Phone }.OfType<ConsentState>())
            Assert.Equal(
                "2026-01",
                Assert.IsType<ConsentRecord>(change.Facts.Single(fact => fact.Key == state.Proof).Body).WordingVersion);
        var reactions = Assert.IsType<InboxBatch>(change.Facts.Single(fact => fact.Key == inbox).Body).Reactions;
        Assert.Equal(email ? ["opt-in"] : [], reactions.Select(reaction => reaction.Type));
    }

    [Fact]
    public void The_same_link_names_the_same_rows_whenever_it_is_used()
    {
        var entry = EntryOf(email: true, phone: true);
        var first = OptIn.Confirm(Entered, entry, SampleContent.Edition, Now).Change.Facts.Select(fact => fact.Key);
        var later = OptIn.Confirm(Entered, entry, SampleContent.Edition, Now.AddDays(30)).Change.Facts
            .Select(fact => fact.Key);

        Assert.Equal(first, later);
    }

    [Fact]
    public void A_withdrawal_ends_mail_alone_and_counts_once_in_each_product()
    {
        var granted = OptIn.Confirm(Entered, EntryOf(email: true, phone: true), SampleContent.Edition, Now).Change.Lead;

        var change = Withdrawal.OfMail(granted, "send-1", "one-click", SampleContent.Edition, Now.AddDays(1))!;

        Assert.Equal("consent withdrawn", change.Lead.ReasonAgainstMail("cars", SampleContent.Edition, Now));
        Assert.True(change.Lead.Mail.Phone!.Granted);
        var batch = Assert.Single(change.Facts.Select(fact => fact.Body).OfType<InboxBatch>());
        Assert.Equal(["camper", "car"], batch.Reactions.Select(reaction => reaction.Product).Order());
        Assert.Null(Withdrawal.OfMail(change.Lead, "send-1", "one-click", SampleContent.Edition, Now.AddDays(2)));
    }

    [Fact]
    public void Nothing_is_withdrawn_from_who_never_granted() =>
        Assert.Null(Withdrawal.OfMail(Entered, "send-1", "page", SampleContent.Edition, Now));

    [Fact]
    public void A_second_grant_and_withdrawal_are_facts_of_their_own()
    {
        var first = EntryOf(true, false);
        var second = first with { EntryId = "e-2", ReceivedAt = Now.AddDays(2) };
        var granted = OptIn.Confirm(Entered, first, SampleContent.Edition, Now).Change.Lead;
        var left = Withdrawal.OfMail(granted, "s", "page", SampleContent.Edition, Now.AddDays(1))!;
        var back = OptIn.Confirm(left.Lead, second, SampleContent.Edition, Now.AddDays(2)).Change.Lead;
        var gone = Withdrawal.OfMail(back, "s", "page", SampleContent.Edition, Now.AddDays(3))!;

        Assert.Null(back.ReasonAgainstMail("cars", SampleContent.Edition, Now.AddDays(2)));
        Assert.Empty(left.Facts.Select(fact => fact.Key).Intersect(gone.Facts.Select(fact => fact.Key)));
    }

    private static Entry EntryOf(bool email, bool phone) => new()
    {
        EntryId = "e-1",
        CampaignId = "car-launch-2026",
        Email = "hanako@example.jp",
        Phone = "03-1234-5678",
        Locale = "ja",
        OptInEmail = email,
        OptInPhone = phone,
        ReceivedAt = Now,
        WordingVersion = "2026-01",
    };

    private static System.Collections.Immutable.ImmutableSortedDictionary<string, ProductState> Entrance(
        params string[] products) =>
        products.Aggregate(
            new Lead { Id = "x" }, (lead, product) => lead.With(new ProductState { Product = product })).Products;
}
