using LeadScoring.Insights;
using LeadScoring.Publishing;
using LeadScoring.Spend;
using LeadScoring.Tracks;
using NodaTime;

namespace LeadScoring.Effect;

/// <summary>
/// What mails added to who was to get them, against who was held out (null <paramref name="Scenario"/>: of all of
/// them): how many more of the treated bought, and how much more they paid, each the difference a lead times
/// <paramref name="Treated"/>. <paramref name="Return"/>: (margin × revenue − cost) / cost; null where no cost belongs
/// to it.
/// </summary>
public sealed record Increment(
    string? Scenario, long Treated, long HeldOut, Figure Buyers, Figure Revenue, Figure? Return);

/// <summary>
/// What is known to be caused beside what is credited: a comparison for all mails, and for each scenario, that somebody
/// was held out of; they are not to be added up, since a lead may be in several. None: <paramref name="Text"/> says so.
/// </summary>
public sealed record Incremental(IReadOnlyList<Increment> Comparisons, string Text);

/// <summary>
/// Pure: which holdout belongs to a row of credit. Mails are what is held out, so the channel <see cref="Mail"/> has
/// the comparisons of all leads, a campaign those of the leads that came by it: they tell what mails added to them, not
/// what brought them. Other channels have none. Counted are whole months of assignment, as far as asked for, whose
/// leads were all followed for the whole time.
/// </summary>
public sealed class Increments
{
    /// <summary>The channel of what people do with mails.</summary>
    public const string Mail = "mail";

    private readonly UpliftCells _buyers;
    private readonly UpliftCells _revenue;
    private readonly Edition _edition;
    private readonly IncrementWords _words;
    private readonly (int Days, int Today) _followed;

    public Increments(
        IReadOnlyList<Cell> cells, int days, int today, Months months, Edition edition, string language)
    {
        var asked = cells.Where(cell => months.Hold(cell.Group)).ToList();
        _buyers = new UpliftCells(asked, Outcome.Purchase, days, today);
        _revenue = new UpliftCells(asked, Outcome.Revenue, days, today);
        (_edition, _words, _followed) = (edition, new IncrementWords(language, days), (days, today));
    }

    /// <summary>Whether who was assigned in this month has been followed for the whole time.</summary>
    public bool IsFollowed(YearMonth month) => Scoring.Days.Of(month.PlusMonths(1).OnDayOfMonth(1)) - 1
        + _followed.Days < _followed.Today;

    public Incremental OfChannel(string channel) =>
        channel == Mail ? OfAll() : new Incremental([], _words.NoHoldout);

    /// <param name="toReturn">Makes the return of what they added, of months that are followed; null: none.</param>
    public Incremental OfAll(Func<Figure, Figure>? toReturn = null) => Told(null, toReturn, _words.OfMails);

    /// <param name="campaign">By which the leads came first.</param>
    /// <param name="toReturn">As in <see cref="OfAll"/>.</param>
    public Incremental OfCampaign(string campaign, Func<Figure, Figure>? toReturn = null) =>
        campaign == Conversions.None
            ? new Incremental([], _words.NoHoldout)
            : Told(UpliftCube.Short(campaign), toReturn, _words.OfCampaign);

    private Incremental Told(string? campaign, Func<Figure, Figure>? toReturn, string text)
    {
        var found = _buyers.Scenarios.Prepend(UpliftCube.All)
            .Select(scenario => Of(scenario, campaign, toReturn)).OfType<Increment>().ToList();
        return new Incremental(found, found.Count > 0 ? text : _words.NoHoldout);
    }

    private Increment? Of(string scenario, string? campaign, Func<Figure, Figure>? toReturn)
    {
        var (buying, paying) = (
            new UpliftWords(_words.Language, Outcome.Purchase), new UpliftWords(_words.Language, Outcome.Revenue));
        var basis = ComparedVersions.Of(_buyers, scenario, _edition, buying);
        var arms = Arms(_buyers, basis, campaign);
        if (arms.HeldOut.N == 0) return null;
        var note = basis.Ratio(_buyers, buying) is { Alarm: true } ratio ? ratio.Note : basis.Note;
        var revenue = Total(UpliftViews.Compare(Arms(_revenue, basis, campaign), paying, note), arms);
        return new Increment(
            scenario == UpliftCube.All ? null : scenario, arms.Treated.N, arms.HeldOut.N,
            Total(UpliftViews.Compare(arms, buying, note), arms), revenue,
            revenue.Value is null ? null : toReturn?.Invoke(revenue));
    }

    private static Arms Arms(UpliftCells cells, ComparedVersions basis, string? campaign) => campaign is null
        ? cells.Arms(basis.Scenario, basis.Versions)
        : cells.Arms(basis.Scenario, basis.Versions, UpliftCube.Campaign, campaign);

    /// <summary>Over all of the treated.</summary>
    private static Figure Total(Compared compared, Arms arms)
    {
        var (one, n) = (compared.Difference, arms.Treated.N);
        return one with { Value = one.Value * n, Low = one.Low * n, High = one.High * n };
    }
}
