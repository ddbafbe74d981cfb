using System.Text;
using System.Text.Unicode;
using LeadScoring.Parsing;

namespace LeadScoring.Publishing;

/// <summary>
/// Reads the files of one content folder and notes what is wrong with each. A faulty file is null or left out, so that
/// the checks across files only judge what could be read.
/// </summary>
internal sealed class ContentFiles(ContentSource source, ICollection<ContentProblem> problems)
{
    public const string NotUtf8 = "Must be saved as UTF-8; editors call it the encoding of the file.";

    public static string CampaignPath(string id) => $"campaigns/{id}.json";

    public T? One<T>(string file, Func<JsonFields, T> read) where T : class
    {
        if (!source.Has(file))
        {
            problems.Add(new(file, "", "Is missing: every content folder needs it."));
            return null;
        }

        if (Bytes(file) is not { } bytes) return null;
        var refusals = new Refusals();
        var value = JsonFields.Parse(bytes, refusals) is { } fields ? read(fields) : null;
        foreach (var (path, messages) in refusals.ToErrors())
        {
            foreach (var message in messages) problems.Add(new(file, path, message));
        }

        return refusals.Any ? null : value;
    }

    /// <summary>A file that a folder may do without; null where it does, or where the file has mistakes.</summary>
    public T? Optional<T>(string file, Func<JsonFields, T> read) where T : class =>
        source.Has(file) ? One(file, read) : null;

    /// <summary>The *.json files of a folder by id; the file is named after its id, so that it is found.</summary>
    public IReadOnlyDictionary<string, T> Each<T>(string subfolder, Func<JsonFields, T> read, Func<T, string> idOf)
        where T : class
    {
        var byId = new SortedDictionary<string, T>(StringComparer.Ordinal);
        foreach (var file in Names(subfolder, ".json").Where(file => !file.Contains('/')))
        {
            var path = $"{subfolder}/{file}";
            if (One(path, read) is not { } value) continue;
            if (idOf(value) == Path.GetFileNameWithoutExtension(file)) byId[idOf(value)] = value;
            else problems.Add(new(path, "id", $"Must be the file's name, but is '{idOf(value)}': rename one of them."));
        }

        return byId;
    }

    /// <summary>The Handlebars sources below a folder by their path in it, with <c>/</c> on every system.</summary>
    /// <param name="subfolder">The folder.</param>
    /// <param name="besides">The name of other files that belong to them.</param>
    public IReadOnlyDictionary<string, string> Sources(string subfolder, string? besides = null)
    {
        var sources = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var files = Names(subfolder, ".hbs");
        if (besides is not null) files = files.Concat(Names(subfolder, "/" + besides));
        foreach (var file in files)
        {
            if (Bytes($"{subfolder}/{file}") is { } bytes)
                sources[file] = Encoding.UTF8.GetString(bytes).ReplaceLineEndings("\n");
        }

        return sources;
    }

    /// <summary>The lines of a text file; none where there is no such file.</summary>
    public IEnumerable<string> Lines(string file) =>
        source.Has(file) && Bytes(file) is { } bytes
            ? Encoding.UTF8.GetString(bytes).ReplaceLineEndings("\n").Split('\n')
            : [];

    private byte[]? Bytes(string file)
    {
        var bytes = source.Bytes(file);
        if (Utf8.IsValid(bytes)) return bytes;
        problems.Add(new(file, "", NotUtf8));
        return null;
    }

    private IEnumerable<string> Names(string subfolder, string ending) => source.Below(subfolder)
        .Where(path => path.EndsWith(ending, StringComparison.Ordinal))
        .Select(path => path[(subfolder.Length + 1)..]);
}
