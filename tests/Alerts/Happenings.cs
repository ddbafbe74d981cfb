using LeadScoring.Alerts;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Reactions;
using LeadScoring.Storage;
using LeadScoring.Tests.Publishing;

namespace LeadScoring.Tests.Alerts;

/// <summary>
/// One lead to which things happen, decided by the pure code as a worker does it: a message after another, and whatever
/// was recorded before is known.
/// </summary>
internal sealed class Happenings
{
    private readonly Dictionary<string, string> _rows = new(StringComparer.Ordinal);
    private readonly Edition _edition;
    private int _ids;

    public Happenings(Edition? edition = null)
    {
        _edition = edition ?? Sample;
        Lead = new Lead
        {
            Id = new string('a', 32),
            Profile = new Profile { Email = "a@example.jp", CreatedAt = Noon(-1000) }.AsKnown(Noon(-1000)),
        };
    }

    public static Edition Sample { get; } = ContentFolder.Read(SampleContent.Folder);

    public Lead Lead { get; private set; }

    /// <summary>Key, kind, product and reaction of every alert so far.</summary>
    public IReadOnlyList<string> Raised => [.. _rows.Where(row => LeadRows.IsAlert(row.Key))
        .Select(row => $"{row.Key} {Named(Json.Read<Alert>(row.Value))}").Order(StringComparer.Ordinal)];

    public IReadOnlyList<Alert> Alerts => [.. _rows.Where(row => LeadRows.IsAlert(row.Key))
        .Select(row => Json.Read<Alert>(row.Value))];

    /// <summary>Noon in Japan of a day of 2027, counted from New Year's Day.</summary>
    public static DateTimeOffset Noon(int day) =>
        new DateTimeOffset(2027, 1, 1, 3, 0, 0, TimeSpan.Zero).AddDays(day);

    public Reaction Reaction(string type, int day, string product = "car") => new()
    {
        Id = $"r-{++_ids}", Type = type, OccurredAt = Noon(day), Product = product,
    };

    /// <summary>The type on that day, reported at once.</summary>
    public Happenings On(int day, params string[] types)
    {
        Tell(Noon(day).AddHours(1), [.. types.Select(type => Reaction(type, day))]);
        return this;
    }

    public Happenings Buy(int day)
    {
        var note = new PurchaseNote
        {
            Id = $"p-{++_ids}", OccurredAt = Noon(day), Product = "car", Amount = 3_000_000, Currency = "JPY",
        };
        Handle(new InboxBatch(null, Trusted: true, [], [note]), Noon(day).AddHours(1));
        return this;
    }

    public void Tell(DateTimeOffset now, params Reaction[] reactions) =>
        Handle(new InboxBatch(null, Trusted: true, reactions, []), now);

    public void Handle(InboxBatch batch, DateTimeOffset now)
    {
        var known = new KnownFacts(KnownFacts.None.ByKey.SetItems(_rows));
        Save(Touch.Decide(Lead, "head|inbox|1", batch, known, _edition, now));
    }

    /// <summary>Nothing happens but that time has passed.</summary>
    public void LookAt(DateTimeOffset now) =>
        Save(Touch.Decide(Lead, null, InboxBatch.Empty, KnownFacts.None, _edition, now));

    private static string Named(Alert alert) => $"{alert.Kind} {alert.Product} {alert.Reaction}";

    public void Save(LeadChange? change)
    {
        if (change is null) return;
        Lead = change.Lead;
        foreach (var fact in change.Facts.Where(fact => fact.Replaces is null))
            Assert.True(_rows.TryAdd(fact.Key, Json.Write(fact.Body)), $"{fact.Key} would be inserted twice");
    }
}
