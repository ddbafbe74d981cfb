using System.Globalization;

namespace LeadScoring.Tracks;

/// <summary>
/// The keys of table <c>insights</c>. All of them begin with the number of the format, so that another one can be built
/// beside it. Leads lie in sixteen buckets by the first digit of their ids, which are digests: the buckets are alike.
/// </summary>
public static class TrackRows
{
    public const int Buckets = 16;

    /// <summary>When a bucket was changed last, and how often; every change of the bucket replaces it.</summary>
    public const string State = "r";

    /// <summary>When studies were begun by night last.</summary>
    public const string Night = "night";

    private const string Format = "1";

    /// <summary>What has to do with no product line.</summary>
    public const string Common = Format + "|b";

    public static string Partition(string product, int bucket) =>
        string.Create(CultureInfo.InvariantCulture, $"{Format}|t|{product}|{bucket:x}");

    /// <summary>Leads that changed since their tracks were made.</summary>
    public static string Marks(int bucket) => string.Create(CultureInfo.InvariantCulture, $"{Format}|m|{bucket:x}");

    /// <summary>Leads of whom no track could be made.</summary>
    public const string Aside = Format + "|x";

    /// <summary>Behind the marks of all buckets.</summary>
    public const string BehindMarks = Format + "|m}";

    public static int MarkedBucket(string partition) => BucketOf(partition[^1..]);

    public static string Reports(string product) => $"{Format}|s|{product}";

    public static int BucketOf(string leadId) =>
        int.Parse(leadId.AsSpan(0, 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>The ids of a bucket: from (inclusive) and to (exclusive); <c>g</c> comes after all digits.</summary>
    public static (string From, string To) Ids(int bucket)
    {
        const string digits = "0123456789abcdefg";
        return (digits[bucket].ToString(), digits[bucket + 1].ToString());
    }

    public static string Track(string leadId) => "t|" + leadId;

    public static string Sum(string cube, string group) => $"s|{cube}|{group}";

    public static string Part(string study) => "p|" + study;

    /// <summary>What the head of the insights told on a day, beside the reports.</summary>
    public static string Head(string day) => "h|" + day;

    public const string FilledFrom = "filled|";
    public const string FilledTo = "filled}";

    /// <summary>Says that the leads of a bucket, who were there before, were all marked for these cubes.</summary>
    public static string Filled(string cubes, int bucket) =>
        string.Create(CultureInfo.InvariantCulture, $"{FilledFrom}{cubes}|{bucket:x}");
}
