using System.Text;
using System.Text.Unicode;

namespace LeadScoring.Publishing;

/// <summary>
/// The files of a content folder in memory, by their path below it with <c>/</c> on every system. A part of them can be
/// put in the place of the folder's own: what was published while the app ran.
/// </summary>
public sealed class ContentSource
{
    private readonly SortedDictionary<string, byte[]> _files;

    private ContentSource(SortedDictionary<string, byte[]> files) => _files = files;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Nothing, where there is no such folder: the reading tells what is missing.</summary>
    public static ContentSource OfFolder(string folder)
    {
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        if (!Directory.Exists(folder)) return new ContentSource(files);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(IsContent))
        {
            var path = Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/');
            files[path] = WithoutMark(File.ReadAllBytes(file));
        }
        return new ContentSource(files);
    }

    public static ContentSource OfTexts(IEnumerable<KeyValuePair<string, string>> texts) => new(new(
        texts.ToDictionary(text => text.Key, text => Encoding.UTF8.GetBytes(text.Value), StringComparer.Ordinal),
        StringComparer.Ordinal));

    /// <summary>These in the place of all files of the kinds that a publication consists of.</summary>
    public ContentSource WithNurture(IEnumerable<KeyValuePair<string, string>> texts)
    {
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (path, bytes) in _files.Where(file => !NurtureSet.Holds(file.Key))) files[path] = bytes;
        foreach (var (path, text) in texts) files[path] = Encoding.UTF8.GetBytes(text);
        return new ContentSource(files);
    }

    /// <summary>With one file more, or another text of it.</summary>
    public ContentSource With(string path, byte[] bytes) =>
        new(new(_files, StringComparer.Ordinal) { [path] = bytes });

    public bool Has(string path) => _files.ContainsKey(path);

    /// <summary>The bytes of a file that is there, without the mark some editors put before them.</summary>
    public byte[] Bytes(string path) => _files[path];

    /// <summary>The text of a file that is there, its lines ending alike on every system.</summary>
    public string Text(string path) => Encoding.UTF8.GetString(_files[path]).ReplaceLineEndings("\n");

    /// <summary>The paths below a folder, in order.</summary>
    public IEnumerable<string> Below(string folder) =>
        _files.Keys.Where(path => path.StartsWith(folder + "/", StringComparison.Ordinal));

    /// <summary>
    /// The texts that a publication consists of. One that is no UTF-8 is among them as it can be read, and told by the
    /// reading of the folder.
    /// </summary>
    public IReadOnlyDictionary<string, string> Nurture() => _files.Keys.Where(NurtureSet.Holds)
        .ToDictionary(path => path, path => NurtureSet.Canonical(path, Text(path)), StringComparer.Ordinal);

    /// <summary>The files that a publication cannot take: they are not saved as UTF-8, or are too long.</summary>
    public IEnumerable<ContentProblem> Unfit() =>
        from file in _files
        where NurtureSet.Holds(file.Key)
        let reason = !Utf8.IsValid(file.Value) ? ContentFiles.NotUtf8
            : file.Value.Length > NurtureSet.MostBytes
                ? $"Must have at most {NurtureSet.MostBytes} bytes, but has {file.Value.Length}."
            : null
        where reason is not null
        select new ContentProblem(file.Key, "", reason);

    private static bool IsContent(string file) => Path.GetExtension(file) is ".json" or ".hbs" or ".txt";

    private static byte[] WithoutMark(byte[] bytes) =>
        bytes.AsSpan().StartsWith(ByteOrderMark) ? bytes[ByteOrderMark.Length..] : bytes;
}
