using Azure;

namespace LeadScoring.Storage.Embedded;

/// <summary>
/// Pages read one after another, each from the continuation token of the one before (null at the first).
/// </summary>
internal sealed class EmbeddedPages<T>(
    Func<string?, int?, Page<T>> read, int? size, CancellationToken cancellation) : AsyncPageable<T>(cancellation)
        where T : notnull
{
    public override async IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            CancellationToken.ThrowIfCancellationRequested();
            var page = read(continuationToken, pageSizeHint ?? size);
            yield return page;
            continuationToken = page.ContinuationToken;
        }
        while (continuationToken is not null);
        await Task.CompletedTask;
    }
}
