using System.Globalization;
using LeadScoring.Tracks;

namespace LeadScoring.Tests.Tracks;

/// <summary>Leads, touchpoints and money by the stage they are in and the campaign they came by.</summary>
internal sealed class CountCube : ICube
{
    public const string Called = "count";

    public string Name => Called;

    public IEnumerable<Cell> Of(Track track, CubeBasis basis)
    {
        var money = track.Purchases.Purchases.Sum(purchase => purchase.Amount);
        yield return new Cell(
            Name, track.Stage ?? "none", "all", [1, track.Touchpoints.Count, money, basis.Rules.Version]);
        foreach (var campaign in track.Touchpoints.Select(point => point.Campaign).OfType<string>().Distinct())
            yield return new Cell(Name, "campaign", campaign, [1]);
        yield return new Cell(
            Name, "start", track.Start.ToString(CultureInfo.InvariantCulture), [1, track.Assignments.Count]);
    }
}

/// <summary>Names who is there, and how many touchpoints they have.</summary>
internal sealed class NamesStudy : IStudy
{
    public const string Called = "names";

    public string Name => Called;

    public bool LooksAtToday => false;

    /// <summary>How often a part was made, over all buckets.</summary>
    public int Parts { get; private set; }

    public IStudyPart Begin(StudyBasis basis)
    {
        Parts++;
        return new Part();
    }

    public string Report(IReadOnlyList<string> parts, StudyBasis basis) =>
        string.Join(' ', parts.SelectMany(part => part.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    private sealed class Part : IStudyPart
    {
        private readonly List<string> _names = [];

        public void Add(Track track) =>
            _names.Add(string.Create(CultureInfo.InvariantCulture, $"{track.LeadId}:{track.Touchpoints.Count}"));

        public string Write() => string.Join(' ', _names);
    }
}

/// <summary>Whose cells lie in as many rows as one says.</summary>
internal sealed class WideCube : ICube
{
    public string Name => "wide";

    /// <summary>By lead id: how the names of the rows begin, and how many there are.</summary>
    public Dictionary<string, (string Begin, int Rows)> Widths { get; } = new(StringComparer.Ordinal);

    /// <summary>Whose cell fits no row, as its name is too long.</summary>
    public HashSet<string> TooLong { get; } = new(StringComparer.Ordinal);

    public IEnumerable<Cell> Of(Track track, CubeBasis basis) =>
        TooLong.Contains(track.LeadId) ? [new Cell(Name, "long", new string('x', 485_000), [1])]
        : Widths.TryGetValue(track.LeadId, out var wide)
            ? Enumerable.Range(0, wide.Rows).Select(n => new Cell(
                Name, string.Create(CultureInfo.InvariantCulture, $"{wide.Begin}{n}"), "all", [1]))
            : [];
}

/// <summary>Its parts are longer than storage takes, however they are packed.</summary>
internal sealed class LongStudy : IStudy
{
    public const string Called = "long";

    public string Name => Called;

    public bool LooksAtToday => false;

    /// <summary>The lead whose part is too long.</summary>
    public string? Whose { get; set; }

    public IStudyPart Begin(StudyBasis basis) => new Part(this);

    public string Report(IReadOnlyList<string> parts, StudyBasis basis) => "";

    private sealed class Part(LongStudy study) : IStudyPart
    {
        private bool _isLong;

        public void Add(Track track) => _isLong |= track.LeadId == study.Whose;

        public string Write()
        {
            if (!_isLong) return "";
            var bytes = new byte[3_000_000];
            new Random(1).NextBytes(bytes);
            return Convert.ToBase64String(bytes);
        }
    }
}
