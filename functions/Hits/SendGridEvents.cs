using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using LeadScoring.Consent;
using LeadScoring.Leads;
using LeadScoring.Mail;
using LeadScoring.Reactions;
using LeadScoring.Storage;

namespace LeadScoring.Hits;

/// <summary>
/// Pure: a body of SendGrid's event webhook as what is kept of it, per lead. An event finds its lead and its mail by
/// the arguments that we gave the mail (<c>lead_id</c>, <c>send_id</c>); one without them is not ours. Of an event its
/// id, name, time and (of a bounce) status are kept, not the address, the network or the words of other servers.
/// Nothing in a body stops the rest of it.
/// </summary>
public sealed partial class SendGridEvents(Uri ownLinks, DateTimeOffset now)
{
    /// <summary>Events by which a person says that they want no more mail.</summary>
    private static readonly Dictionary<string, string> Refusals = new(StringComparer.Ordinal)
    {
        ["spamreport"] = "spam-report",
        ["unsubscribe"] = "provider",
        ["group_unsubscribe"] = "provider",
    };

    /// <summary>Each is a reaction in every product line, and all of them one transaction.</summary>
    private const int MostStops = 3;

    /// <summary>Each is a row of what came back, and one of the ledger that it may end.</summary>
    private const int MostMails = 25;

    private readonly Dictionary<string, List<MailHits>> _mails = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ConsentRecord>> _ends = new(StringComparer.Ordinal);

    /// <summary>How many events are kept.</summary>
    public int Accepted { get; private set; }

    /// <summary>How many are not of a mail of ours.</summary>
    public int Ignored { get; private set; }

    public void Add(JsonElement told)
    {
        if (told.ValueKind != JsonValueKind.Object
            || Text(told, "lead_id") is not { } leadId || !LeadIds.IsOne(leadId)
            || Text(told, "send_id") is not { } sendId || !OutgoingMail.IsSendId(sendId))
        {
            Ignored++;
            return;
        }
        Accepted++;
        // An event comes again and again, for hours: its own id makes it one.
        var id = Digest.Of("sendgrid|" + (Text(told, "sg_event_id") ?? told.GetRawText()));
        var (type, at) = (TypeOf(told), TimeOf(told));
        List(_mails, leadId).Add(Mail(told, sendId, id, type, at));
        if (Refusals.TryGetValue(type, out var how))
            List(_ends, leadId).Add(Withdrawal.ToldByProvider(how, at, sendId, id));
    }

    /// <summary>What is to be worked off, per lead.</summary>
    public IEnumerable<(string LeadId, InboxBatch Batch)> Batches()
    {
        foreach (var (leadId, mails) in _mails)
        {
            var merged = mails.GroupBy(mail => mail.SendId, StringComparer.Ordinal)
                .Select(same => same.Aggregate((all, one) => all.With(one)));
            foreach (var part in merged.Chunk(MostMails))
                yield return (leadId, InboxBatch.Empty with { Mails = part });
        }
        foreach (var (leadId, ends) in _ends)
            foreach (var part in ends.Chunk(MostStops))
                yield return (leadId, InboxBatch.Empty with { Consents = part });
    }

    private MailHits Mail(JsonElement told, string sendId, string id, string type, DateTimeOffset at)
    {
        var url = Text(told, "url");
        // A click on a link of ours came through our own door and is noted there.
        var isOurs = url?.StartsWith(ownLinks.AbsoluteUri, StringComparison.Ordinal) == true;
        return type switch
        {
            "open" => new MailHits { SendId = sendId, Hits = [Hit(HitKind.Open, null)] },
            "click" when !isOurs => new MailHits { SendId = sendId, Hits = [Hit(HitKind.Click, url)] },
            _ => new MailHits { SendId = sendId, Events = [new MailEvent(id, type, at, StatusOf(told, type))] },
        };

        Hit Hit(HitKind kind, string? target) => new()
        {
            Id = id,
            Kind = kind,
            At = at,
            Other = target is null ? null : Digest.Of(target),
            MachineOpen = Find(told, "sg_machine_open") is { ValueKind: JsonValueKind.True },
            Agent = AgentClass.Of(Text(told, "useragent")),
        };
    }

    private static List<T> List<T>(Dictionary<string, List<T>> lists, string leadId) =>
        lists.TryGetValue(leadId, out var list) ? list : lists[leadId] = [];

    private static string TypeOf(JsonElement told) =>
        Text(told, "event") is { } type && EventName().IsMatch(type) ? type : "unknown";

    /// <summary>Seconds since 1970; without them, or with an impossible time, it happened when it came.</summary>
    private DateTimeOffset TimeOf(JsonElement told)
    {
        var text = Find(told, "timestamp") is { ValueKind: JsonValueKind.Number } at
            ? at.GetRawText()
            : Text(told, "timestamp");
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds > 86_400 && seconds <= now.AddDays(1).ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
    }

    private static string? StatusOf(JsonElement told, string type)
    {
        if (type == "dropped") return DropReason.Of(Text(told, "reason"));
        var parts = new[] { Text(told, "type"), Text(told, "status") };
        return parts.Where(part => part is not null && Status().IsMatch(part)).ToList() is { Count: > 0 } known
            ? string.Join(' ', known)
            : null;
    }

    /// <summary>Null where it is no text, or text that cannot be read: other people write user agents.</summary>
    private static string? Text(JsonElement told, string name)
    {
        try
        {
            return Find(told, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Null also where a name beside it cannot be read.</summary>
    private static JsonElement? Find(JsonElement told, string name)
    {
        try
        {
            return told.TryGetProperty(name, out var value) ? value : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^[a-z0-9_]{1,40}\z")]
    private static partial Regex EventName();

    [GeneratedRegex(@"^([245]\.\d{1,3}\.\d{1,3}|bounce|blocked|expired)\z")]
    private static partial Regex Status();
}
