using LeadScoring.Tests;
using Xunit.Sdk;
using Xunit.v3;

// Many tests wait for another process (a browser, Azurite, an app that was killed): more run than two cores have work
// for, and not so many that those processes starve.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]
[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace LeadScoring.Tests;

/// <summary>
/// Collections with a name of their own share something that takes long to start, or take long themselves; begun first,
/// none of them goes on alone at the end.
/// </summary>
internal sealed class LongestFirst : ITestCollectionOrderer
{
    private const string Unnamed = "Test collection for";

    /// <summary>They take minutes each, the longest first.</summary>
    private static readonly string[] Minutes = [Contracts.Azurite.Name, nameof(Fleet), nameof(Browser.Chromium)];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [
            .. testCollections
                .OrderBy(each => each.TestCollectionDisplayName.StartsWith(Unnamed, StringComparison.Ordinal))
                .ThenByDescending(each => Minutes.Contains(each.TestCollectionDisplayName))
                .ThenBy(each => Array.IndexOf(Minutes, each.TestCollectionDisplayName))
                .ThenBy(each => each.TestCollectionDisplayName, StringComparer.Ordinal),
        ];
}
