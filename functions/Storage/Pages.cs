using Azure;

namespace LeadScoring.Storage;

/// <summary>
/// Pages read one after another, each from the continuation token of the one before (null at the first).
/// </summary>
internal sealed class Pages<T>(
    Func<string?, int?, CancellationToken, Task<Page<T>>> read, int? size, CancellationToken cancellation)
    : AsyncPageable<T>(cancellation)
    where T : notnull
{
    public override async IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            CancellationToken.ThrowIfCancellationRequested();
            var page = await read(continuationToken, pageSizeHint ?? size, CancellationToken);
            yield return page;
            continuationToken = page.ContinuationToken;
        }
        while (continuationToken is not null);
    }
}
