namespace LeadScoring.Parsing;

/// <summary>
/// What is wrong with an input, by the path of the field: each message says what to do about it.
/// The HTTP doors turn it into the <c>errors</c> of a problem document, the content reader into start errors.
/// </summary>
public sealed class Refusals
{
    private readonly SortedDictionary<string, List<string>> _errors = new(StringComparer.Ordinal);

    public bool Any => _errors.Count > 0;

    public void Add(string path, string message)
    {
        if (!_errors.TryGetValue(path, out var messages))
            _errors[path] = messages = [];
        if (!messages.Contains(message, StringComparer.Ordinal)) messages.Add(message);
    }

    public IReadOnlyDictionary<string, string[]> ToErrors() =>
        _errors.ToDictionary(error => error.Key, error => error.Value.ToArray(), StringComparer.Ordinal);
}
