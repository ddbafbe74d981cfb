namespace LeadScoring.Tracks;

/// <summary>
/// A question to all tracks of a product line, answered in the background: bucket by bucket (leads by the first digit
/// of their ids) a part is made and kept, then the report is made of all parts. A bucket in which nothing changed keeps
/// its part, and who dies repeats one bucket. Pure.
/// </summary>
public interface IStudy
{
    /// <summary>A short name, without <c>|</c>.</summary>
    string Name { get; }

    /// <summary>Whether a part must be made anew on another day although no track of its bucket changed.</summary>
    bool LooksAtToday { get; }

    /// <summary>The study whose report its parts look at: with another report they are made anew; null: none.</summary>
    string? LooksAt => null;

    /// <summary>Whether the part of a bucket says what leads of it are to be told, once all reports are made.</summary>
    bool TellsLeads(string part) => false;

    IStudyPart Begin(StudyBasis basis);

    /// <summary>The report as JSON, of the parts of all buckets in their order.</summary>
    string Report(IReadOnlyList<string> parts, StudyBasis basis);
}

/// <summary>The part of one bucket while it is made.</summary>
public interface IStudyPart
{
    void Add(Track track);

    /// <summary>As JSON.</summary>
    string Write();
}

/// <summary>
/// What a study may look at beside the tracks. <paramref name="Today"/>: the product's local day.
/// <paramref name="Report"/> gives the newest report of a study of this product line that one <see
/// cref="IStudy.LooksAt">looks at</see>; null before its first.
/// </summary>
public sealed record StudyBasis(
    Publishing.Edition Edition, Scoring.ProductLine Product, int Today, DateTimeOffset Now,
    Func<string, string?> Report);
