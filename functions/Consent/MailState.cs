using System.Collections.Immutable;
using LeadScoring.Hits;
using LeadScoring.Leads;
using LeadScoring.Sending;

namespace LeadScoring.Consent;

/// <summary>
/// What we may send this person, in one small row: every claim of a mail and every withdrawal replaces it under its
/// ETag, so no race sends past a withdrawal or a frequency cap. What it says of consents is what the ledger's rows say
/// (<see cref="With(string, ConsentRecord)"/> is how it follows from them); whether a mail is lawful,
/// <see cref="Lawful"/> says.
/// </summary>
public sealed record MailState
{
    /// <summary>The latest word on all mail; a purpose may have one of its own.</summary>
    public ConsentState? Email { get; init; }

    /// <summary>
    /// The latest word that ended all mail, where <see cref="Email"/> allows it again since: what was said of a purpose
    /// before stays ended. Null: there is none, or it is <see cref="Email"/> itself.
    /// </summary>
    public ConsentState? Ended { get; init; }

    public ConsentState? Phone { get; init; }

    /// <summary>The latest word on mail for one purpose, by its id.</summary>
    public ImmutableSortedDictionary<string, ConsentState> Purposes { get; init; } =
        ImmutableSortedDictionary.Create<string, ConsentState>(StringComparer.Ordinal);

    /// <summary>
    /// How often at most, as was chosen under this address (<see cref="Lead.Frequency"/> is the person's); empty: as
    /// they are sent.
    /// </summary>
    public Dated? Frequency { get; init; }

    /// <summary>
    /// Why no mail may go at all, whatever was consented to: a hard bounce, a spam report. Null: nothing against it. It
    /// follows from <see cref="Address"/>.
    /// </summary>
    public string? Suppression { get; init; }

    /// <summary>What was told of the address; null: nothing yet.</summary>
    public AddressState? Address { get; init; }

    /// <summary>When the latest nurture mails were claimed, oldest first; frequency caps look at these.</summary>
    public ImmutableArray<DateTimeOffset> Recent { get; init; } = [];

    /// <summary>When confirmations were asked for, oldest first: anybody can type in anybody's address.</summary>
    public ImmutableArray<DateTimeOffset> Asked { get; init; } = [];

    /// <summary>The person asked not to be called.</summary>
    public bool IsDoNotCall() => Phone is { Granted: false };

    /// <summary>The state with what came back from mails to the address, all of it or again.</summary>
    public MailState Told(IEnumerable<MailHits> mails) => With(mails.Aggregate(Address ?? new(), AddressNews.Told));

    /// <summary>What ends or interrupts all mail at an instant; null where it may go.</summary>
    public Suppression? SuppressedAt(DateTimeOffset now) => Address?.At(now);

    /// <summary>Why the person must not even be asked to confirm an entry of that instant.</summary>
    public string? ReasonAgainstAsking(DateTimeOffset enteredAt) =>
        Address is { } address ? address.ReasonAgainstAsking(enteredAt) : Suppression;

    private MailState With(AddressState address) =>
        Address is null && address.IsEmpty() ? this : this with
        {
            Address = address.IsEmpty() ? null : address,
            Suppression = address.Ended()?.Reason,
        };

    /// <summary>The state with one more row of the ledger, in whatever order they come.</summary>
    public MailState With(string key, ConsentRecord row)
    {
        if (row.What == ConsentRecord.Address) return With((Address ?? new()).Confirmed(row.At));
        if (row.What == ConsentRecord.SuppressionLifted) return With((Address ?? new()).Lifted(row.At));
        if (row.What == ConsentRecord.Frequency)
            return this with { Frequency = Dated.Newest(Frequency, row.Choice, row.At) };
        if (row is not { Channel: { } channel, Granted: { } granted }) return this;
        var said = new ConsentState(granted, row.At, key)
        {
            AskedAt = row.AskedAt,
            CampaignId = row.CampaignId,
            WordingVersion = row.WordingVersion,
        };
        if (channel == Channel.Phone) return this with { Phone = ConsentState.Later(Phone, said) };
        if (row.Purposes is not { } purposes) return WithAll(said);
        return this with
        {
            Purposes = Purposes.SetItems(purposes.Select(purpose => KeyValuePair.Create(
                purpose, ConsentState.Later(Purposes.GetValueOrDefault(purpose), said)))),
        };
    }

    private MailState WithAll(ConsentState said)
    {
        var words = new[] { Email, Ended, said }.OfType<ConsentState>().ToList();
        var (latest, ended) = (Latest(words), Latest(words.Where(word => !word.Granted)));
        return this with { Email = latest, Ended = ended == latest ? null : ended };

        static ConsentState? Latest(IEnumerable<ConsentState> words) =>
            words.Aggregate(default(ConsentState?), ConsentState.Later);
    }

    /// <summary>What the ledger says, given its rows by key.</summary>
    public MailState Following(IEnumerable<KeyValuePair<string, ConsentRecord>> ledger) => ledger.Aggregate(
        (this with { Email = null, Ended = null, Phone = null, Purposes = Purposes.Clear(), Frequency = null })
            .With((Address ?? new()).WithoutWords()),
        (mail, row) => mail.With(row.Key, row.Value));

    /// <summary>
    /// The consent that mail for a purpose rests on: its own, or that for all mail; null where there is none, or where
    /// the later word ended it. A purpose that was switched off comes back only by a word on itself.
    /// </summary>
    public ConsentState? ConsentTo(string? purpose)
    {
        var own = purpose is null ? null : OwnConsentTo(purpose);
        if (purpose is not null && Purposes.GetValueOrDefault(purpose) is { Granted: false }) return null;
        var all = Email is { Granted: true } ? Email : null;
        return own is null || all is not null && all.At > own.At ? all : own;
    }

    /// <summary>
    /// The word on this very purpose, where it allows it and was said after the latest that ended all mail: no later
    /// consent to mail in general brings it back. Null where there is none.
    /// </summary>
    public ConsentState? OwnConsentTo(string purpose)
    {
        var ended = Email is { Granted: false } ? Email : Ended;
        return Purposes.GetValueOrDefault(purpose) is { Granted: true } own && !(ended?.SaidAt() >= own.SaidAt())
            ? own
            : null;
    }

    /// <summary>Whether any of these purposes (null: all mail) has a consent to rest on.</summary>
    public bool IsGranted(IReadOnlyList<string>? purposes) =>
        purposes is null ? ConsentTo(null) is not null : purposes.Any(purpose => ConsentTo(purpose) is not null);

    /// <summary>The log of claims is bounded by what any frequency cap may ask for.</summary>
    public MailState Claimed(DateTimeOffset at) =>
        this with { Recent = [.. Recent.Append(at).Order().TakeLast(FrequencyCap.MostMails)] };

    /// <summary>At most 3 confirmations a day and 10 in 30 days go to one address.</summary>
    public bool MayAskAt(DateTimeOffset now) =>
        Asked.Count(at => at > now.AddDays(-1)) < 3 && Asked.Count(at => at > now.AddDays(-30)) < 10;

    public MailState AskedAt(DateTimeOffset at) => this with { Asked = [.. Asked.Append(at).Order().TakeLast(10)] };

    public MailState Unclaimed(DateTimeOffset at) => this with { Recent = Recent.Remove(at) };
}
