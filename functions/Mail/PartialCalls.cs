using System.Collections.Immutable;

namespace LeadScoring.Mail;

/// <summary>
/// Pure: which partials call which. One that comes back to itself would fill the stack, which ends the process and
/// cannot be caught, so it is told before anything is rendered. Calls under conditions count: no value of a mail is
/// nested as deep as it would have to be for such a call to end.
/// </summary>
/// <param name="partials">The sources by the names they are called by.</param>
internal sealed class PartialCalls(IReadOnlyDictionary<string, string> partials)
{
    private const string Block = "@partial-block";

    private readonly ILookup<string, string> _calls = partials
        .SelectMany(partial => In(partial.Value, partial.Key))
        .ToLookup(call => call.By, call => call.Called, StringComparer.Ordinal);

    /// <summary>Sentences on what a source calls and cannot.</summary>
    /// <param name="source">A mail, or a partial.</param>
    /// <param name="name">What the partial is called by; null: it is a mail, which nobody calls.</param>
    public IEnumerable<string> Check(string source, string? name)
    {
        var own = In(source, name ?? "").ToLookup(call => call.By, call => call.Called, StringComparer.Ordinal);
        if (name is null && own[""].Contains(Block))
            yield return $"Calls {{{{> {Block}}}}}, which only partials have: what a mail writes within their tags.";
        foreach (var start in own.Select(calls => calls.Key))
        {
            if (WayBack(start, own) is { } way)
                yield return $"The partial '{start}' calls itself ({string.Join(" > ", way)}): that would never end.";
        }
    }

    private ImmutableList<string>? WayBack(string start, ILookup<string, string> own)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var ways = new Queue<ImmutableList<string>>([[start]]);
        while (ways.TryDequeue(out var way))
        {
            foreach (var next in own[way[^1]].Concat(_calls[way[^1]]))
            {
                if (next == start) return way.Add(next);
                if (seen.Add(next)) ways.Enqueue(way.Add(next));
            }
        }
        return null;
    }

    /// <summary>Who calls what: the source, or a partial that it defines within.</summary>
    private static IEnumerable<(string By, string Called)> In(string source, string name)
    {
        var owners = new Stack<string>([name]);
        foreach (var tag in TemplateTag.In(source))
        {
            if (tag is { Sign: ">" or "#>", Words: [var called, ..] })
                yield return (owners.Peek(), TemplateTag.Unquoted(called));
            if (tag.Opens)
            {
                owners.Push(tag is { Sign: "#*", Words: ["inline", var inline, ..] }
                    ? TemplateTag.Unquoted(inline)
                    : owners.Peek());
            }
            else if (tag.Sign == "/" && owners.Count > 1) owners.Pop();
        }
    }
}
