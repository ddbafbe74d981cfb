using System.Globalization;
using LeadScoring.Scoring;

namespace LeadScoring.Simulation;

/// <summary>Counts mails by day, step and minute, and by person.</summary>
internal sealed class MailTally
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    private readonly Dictionary<(int Day, string Scenario, string Step), int> _perDay = [];
    private readonly Dictionary<DateTimeOffset, int> _perMinute = [];
    private readonly List<double> _perPerson = [];
    private int _withNone;
    private int _mostInWeek;
    private int _mostInMonth;

    public int Count { get; private set; }

    public void Add(ProductLine product, string scenario, string step, DateTimeOffset at)
    {
        Count++;
        Tallies.Add(_perDay, (product.DayOf(at), scenario, step));
        Tallies.Add(_perMinute, at);
    }

    /// <summary>All mails that one person got, oldest first.</summary>
    public void AddPerson(IReadOnlyList<DateTimeOffset> mails)
    {
        if (mails.Count == 0) _withNone++;
        else _perPerson.Add(mails.Count);
        _mostInWeek = Math.Max(_mostInWeek, MostWithin(mails, Week));
        _mostInMonth = Math.Max(_mostInMonth, MostWithin(mails, Month));
    }

    public Busiest? BusiestMinute() => _perMinute.Count == 0
        ? null
        : _perMinute.OrderByDescending(minute => minute.Value).ThenBy(minute => minute.Key)
            .Select(minute => new Busiest(minute.Key, minute.Value)).First();

    public IReadOnlyList<StepDay> PerDay() =>
    [
        .. _perDay.OrderBy(day => day.Key.Day).ThenBy(day => day.Key.Scenario, StringComparer.Ordinal)
            .ThenBy(day => day.Key.Step, StringComparer.Ordinal)
            .Select(day => new StepDay(
                Days.ToDate(day.Key.Day).ToString("uuuu-MM-dd", CultureInfo.InvariantCulture),
                day.Key.Scenario, day.Key.Step, day.Value)),
    ];

    public PersonMails PerPerson()
    {
        if (_perPerson.Count == 0) return new PersonMails(_withNone, 0, 0, 0, 0, 0, 0, 0);
        var mails = _perPerson.Order().ToArray();
        return new PersonMails(
            _withNone, mails.Length, Math.Round(mails.Average(), 2), Tallies.Ranked(mails, .5),
            Tallies.Ranked(mails, .95), (int)mails[^1], _mostInWeek, _mostInMonth);
    }

    /// <summary>Of instants in order, the most that lie in any stretch (start included, end not).</summary>
    private static int MostWithin(IReadOnlyList<DateTimeOffset> mails, TimeSpan stretch)
    {
        var (first, most) = (0, 0);
        for (var last = 0; last < mails.Count; last++)
        {
            while (mails[last] - mails[first] >= stretch) first++;
            most = Math.Max(most, last - first + 1);
        }
        return most;
    }
}
