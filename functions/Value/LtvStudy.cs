using LeadScoring.Storage;
using LeadScoring.Tracks;

namespace LeadScoring.Value;

/// <summary>
/// What the customers are worth (lifetime value): BG/NBD and Gamma-Gamma fitted to all of them as of today.
/// </summary>
public sealed class LtvStudy : IStudy
{
    public const string StudyName = "ltv";

    /// <summary>With fewer who ordered again the parameters say next to nothing.</summary>
    public const int LeastRepeatCustomers = 100;

    public string Name => StudyName;

    /// <summary>A part holds orders with their days; the day it is looked from comes in with the report.</summary>
    public bool LooksAtToday => false;

    public IStudyPart Begin(StudyBasis basis) => new Part();

    public string Report(IReadOnlyList<string> parts, StudyBasis basis)
    {
        var stories = parts.SelectMany(Json.Read<List<BuyerStory>>)
            .OrderBy(story => story.Lead, StringComparer.Ordinal).ToList();
        return Json.Write(LtvReports.Of(
            stories, basis.Today, basis.Product.Currency,
            new Terms(
                (double)basis.Edition.Insights.MarginOf(basis.Product.Id), basis.Edition.Insights.DiscountPerYear)));
    }

    internal static double RepeatCustomers(IReadOnlyList<Buyer> buyers) =>
        buyers.Where(one => one.Orders > 0).Sum(one => one.Count);

    private sealed class Part : IStudyPart
    {
        private readonly List<BuyerStory> _stories = [];

        public void Add(Track track)
        {
            if (BuyerStory.Of(track) is { } story) _stories.Add(story);
        }

        public string Write() => Json.Write(_stories);
    }
}
