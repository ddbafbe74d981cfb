using LeadScoring.Doors;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Access;

/// <summary>Finds out who knocks: the one place that knows all ways to prove it.</summary>
public sealed class Callers(AdminKey admin)
{
    /// <summary>Null for somebody who proves nothing.</summary>
    public Task<Caller?> FindAsync(HttpRequest request, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult(admin.Opens(request) ? Caller.Admin : null);
    }
}
