using System.Reflection;
using System.Text.RegularExpressions;
using LeadScoring.Consent;
using LeadScoring.Identity;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Reactions;
using LeadScoring.Rights;
using LeadScoring.Sending;
using LeadScoring.Storage;
using LeadScoring.Tests.Conventions;
using LeadScoring.Tests.Publishing;

namespace LeadScoring.Tests.Leads;

/// <summary>What happened to a lead is told in the reader's language, by the brand's own names.</summary>
public sealed partial class TimelineTextTests
{
    private static readonly DateTimeOffset At = new(2027, 2, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly TimelineText Ja = new(SampleContent.Edition, "ja");
    private static readonly TimelineText En = new(SampleContent.Edition, "en");

    [Theory]
    [InlineData("considering", "ready", "reaction", "検討中 → 商談可能（反応）", "Considering → Ready for sales (reaction)")]
    [InlineData(null, "new", "entry", "「新規」で開始（キャンペーン応募）", "Begins at New (Campaign entry)")]
    [InlineData("ready", "considering", "cooled", "商談可能 → 検討中（反応がなくスコアが低下）",
        "Ready for sales → Considering (cooled)")]
    [InlineData("aware", "ready", "rules 2", "認知 → 商談可能（ルール第2版の適用）", "Aware → Ready for sales (rules 2)")]
    [InlineData("aware", "ready", "quote", "認知 → 商談可能（見積り依頼）", "Aware → Ready for sales (Quote asked)")]
    public void A_change_of_stage(string? from, string to, string reason, string ja, string en)
    {
        var change = new StageChange("car", from, to, 50, reason, At);

        Assert.Equal((ja, en), (Ja.Of(change), En.Of(change)));
    }

    [Theory]
    [InlineData(null, "first-time", false, "「初回客」になりました", "Became First purchase")]
    [InlineData("steady", "loyal", false, "コツコツ客 → 優良客", "Steady → Loyal")]
    [InlineData("loyal", "loyal", true, "優良客 → 優良客（離反）", "Loyal → Loyal (lapsed)")]
    public void A_change_of_class(string? from, string to, bool lapsed, string ja, string en)
    {
        var change = new ClassChange("car", from, to, lapsed, 1, 1, 1, 0, At);

        Assert.Equal((ja, en), (Ja.Of(change), En.Of(change)));
    }

    [Theory]
    [InlineData("counted", "受付済み", "counted")]
    [InlineData("refused: the campaign is full", "受付不可（応募数の上限）", "refused: the campaign is full")]
    [InlineData(null, "処理待ち", "waiting")]
    public void An_entry(string? outcome, string ja, string en)
    {
        var entry = new Entry
        {
            EntryId = "1", CampaignId = "c", Email = "a@example.jp", Locale = "ja", ReceivedAt = At, Outcome = outcome,
        };

        Assert.Equal((ja, en), (Ja.Of(entry), En.Of(entry)));
    }

    [Fact]
    public void A_consent_with_what_it_is_for()
    {
        var consent = new ConsentRecord
        {
            What = ConsentRecord.EmailGranted, At = At, How = "page", Purposes = ["cars"],
        };

        Assert.Equal("メール配信に同意（新しい車のご案内）", Ja.Of(consent));
        Assert.Equal("email granted (New cars)", En.Of(consent));
        Assert.Equal("電話連絡を拒否", Ja.Of(consent with { What = ConsentRecord.PhoneWithdrawn, Purposes = null }));
    }

    [Fact]
    public void A_mail_and_why_it_did_not_go()
    {
        var send = new SendRecord
        {
            SendId = "1", Status = SendStatus.Suppressed, Template = "car-story", Reason = "no consent", DecidedAt = At,
        };

        Assert.Equal("「後席に、いちばん時間をかけました」：送信せず（同意なし）", Ja.Of(send));
        Assert.Equal("“We spent the longest time on the back seat”: suppressed (no consent)", En.Of(send));
        Assert.Equal("「花子様へ」：送信結果を確認中", Ja.Of(send with
        {
            Status = SendStatus.Claimed,
            Reason = null,
            Subject = "花子様へ",
        }));
        Assert.Equal("メール不達：550 unknown mailbox", Ja.Event("bounce", "550 unknown mailbox"));
        Assert.Equal("bounce: 550 unknown mailbox", En.Event("bounce", "550 unknown mailbox"));
    }

    [Theory]
    [InlineData("{{#if reminder}}Still open: {{/if}}Please confirm", "Please confirm")]
    [InlineData("Your {{car}}, {{{name}}}{{! shown in the list }}", "Your …, …")]
    [InlineData("{{name}}", "some")]
    public void A_mail_is_called_by_its_subject_without_what_depends_on_its_reader(string subject, string name)
    {
        var edition = SampleContent.Edition with
        {
            Templates = new Dictionary<string, string> { ["some/en.subject.hbs"] = subject },
        };

        Assert.Equal((name, name), (MailName.Of("some", edition, "en"), MailName.Of("some", edition, "ja")));
        Assert.Equal("other", MailName.Of("other", edition, "en"));
    }

    [Fact]
    public void A_purchase_in_its_money()
    {
        var note = new PurchaseNote { Id = "1", OccurredAt = At, Product = "car", Amount = 3480000m, Currency = "JPY" };

        Assert.Equal(("3,480,000円", "JPY 3,480,000"), (Ja.Of(note), En.Of(note)));
        Assert.Equal("12.5 EUR", Ja.Of(note with { Amount = 12.50m, Currency = "EUR" }));
    }

    [Fact]
    public void What_was_said_of_who_is_who_and_of_the_use_of_data()
    {
        var merge = new MergeNote("0123456789abcdef", "fedcba9876543210", "same phone", false, At);

        Assert.Equal("リード01234567…をfedcba98…に統合（same phone）", Ja.Of(merge));
        Assert.Equal("Lead 01234567… stands apart from fedcba98… again", En.Of(merge with { Undone = true, Why = "" }));
        Assert.Equal("データの利用を再開", Ja.Of(new UseChange(false, At)));
        Assert.Equal("Stopped at the person's request", En.Of(new UseChange(true, At)));
    }

    /// <summary>A new reason or outcome of these files needs its Japanese in <see cref="ReasonText"/>.</summary>
    [Fact]
    public void Every_reason_that_is_written_down_has_its_Japanese() =>
        Offenders.None(
            Constants(typeof(Lawful)).Concat(Constants(typeof(Settling)).Except(["dropped"]))
                .Concat(Constants(typeof(AddressState))).Concat(Constants(typeof(RightTime)))
                .Concat([
                    ConsentRecord.EmailGranted, ConsentRecord.EmailWithdrawn, ConsentRecord.PhoneGranted,
                    ConsentRecord.PhoneWithdrawn, ConsentRecord.Address, ConsentRecord.Frequency,
                    ConsentRecord.SuppressionLifted,
                    Entry.Counted, Entry.Asked, Entry.OnePerPerson, Entry.OnePerDay, Entry.OtherCustomers,
                    Entry.CodesUsedUp, Entry.CodeUsed, Entry.CodeUnknown, Entry.Full, Entry.Waiting, Entry.Claiming,
                ])
                .Concat(Enum.GetValues<SendStatus>().Where(status => status != SendStatus.Claimed).Select(Json.Name))
                .Where(reason => !ReasonText.Knows(reason)));

    /// <summary>Codes are names for programs: whoever reads English reads words, too.</summary>
    [Fact]
    public void No_reason_is_told_as_a_code() =>
        Offenders.None(ReasonText.Known.Select(code => ReasonText.Of(code, "en"))
            .Where(text => !Words().IsMatch(text)));

    [Fact]
    public void What_somebody_else_said_is_told_as_it_was_said() =>
        Assert.Equal("mailbox unknown", ReasonText.Of("mailbox unknown", "ja"));

    [GeneratedRegex("^([a-z0-9' ]+|un-merge)$")]
    private static partial Regex Words();

    private static IEnumerable<string> Constants(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral)
            .Select(field => field.GetRawConstantValue()).OfType<string>();
}
