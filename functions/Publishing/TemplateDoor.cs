using System.Text;
using System.Text.Json;
using LeadScoring.Doors;
using LeadScoring.Mail;
using LeadScoring.Parsing;
using LeadScoring.RollOut;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Publishing;

/// <summary>
/// Publishes a mail template while the app runs: all its files at once, which are its whole content then. The partials
/// that all mails share are the template <c>_partials</c>.
/// </summary>
public sealed class TemplateDoor(NurtureStore store, NurtureSets sets, NurturePublisher publisher, RulesWatch watch)
{
    private const string Ending = ".hbs";
    private const int MostFiles = 200;

    private static IResult Unknown => Problems.NotFound(
        "There is no such mail template.", "GET /api/scenarios names those that scenarios send.");

    public async Task<IResult> ShowAsync(string name, CancellationToken cancel)
    {
        if (await store.NewestAsync(1, cancel) is not [var newest]) return Unknown;
        var below = Folder(name);
        var own = newest.Files.Where(file => file.Key.StartsWith(below, StringComparison.Ordinal)).ToList();
        if (own.Count == 0) return Unknown;
        var texts = await sets.TextsAsync(own.ToDictionary(StringComparer.Ordinal), cancel);
        return Answers.Ok(new
        {
            template = name,
            publication = newest.Number,
            files = new SortedDictionary<string, string>(
                texts.ToDictionary(text => KeyOf(text.Key[below.Length..]), text => text.Value),
                StringComparer.Ordinal),
        });
    }

    public async Task<IResult> PublishAsync(HttpRequest request, string name, CancellationToken cancel)
    {
        var refusals = new Refusals();
        var fields = await Body.ReadJsonAsync(request, refusals, cancel);
        fields?.RefuseOthers("files", "author", "comment");
        var note = PublishNote.Read(fields, PublishNote.Api);
        if (!IsName(name))
            refusals.Add("template", "Must be a name of letters, digits, - and _ in the address, like car-story.");
        var files = IsName(name) ? Files(fields, name) : [];
        if (refusals.Any) return Problems.Invalid(refusals);
        var texts = files.ToDictionary(file => file.Path, file => file.Text, StringComparer.Ordinal);
        var (set, problems) = await publisher.PublishAsync(
            newest => Task.FromResult(Plan(newest, name, texts)), await watch.NewestAsync(cancel), note, cancel);
        if (set is null)
            return PublishNote.Refused(problems, [.. files.Select(file => (file.Path, $"files.{file.Key}"))]);
        await watch.RefreshAsync(cancel);
        return Answers.Ok(new { template = name, publication = set.Number });
    }

    private static NurturePlan Plan(NurtureSet newest, string name, Dictionary<string, string> texts)
    {
        var below = Folder(name);
        var others = newest.Files.RemoveRange(
            newest.Files.Keys.Where(path => path.StartsWith(below, StringComparison.Ordinal)));
        return new NurturePlan(others.AddRange(NurtureSet.Digests(texts)), newest.Folder, [])
        {
            Texts = NurtureSet.ByDigest(texts.Values),
        };
    }

    private static List<(string Key, string Path, string Text)> Files(JsonFields? fields, string name)
    {
        var files = new List<(string Key, string Path, string Text)>();
        if (fields?.Object("files") is not { } map)
        {
            fields?.Missing("files", "");
            return files;
        }
        var count = map.Element.EnumerateObject().Count();
        if (count > MostFiles)
        {
            fields.Refuse("files", FormattableString.Invariant($"Must be at most {MostFiles} files, but are {count}."));
            return files;
        }
        foreach (var member in map.Element.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.String)
                map.Refuse(member.Name, "Must be text in quotes.");
            else if (member.Name.Contains('/') || !NurtureSet.IsPath(PathOf(name, member.Name)))
                map.Refuse(member.Name, "Must be a file of a template, like ja.subject, ja.html or ja.text.");
            else
                files.Add((
                    member.Name, PathOf(name, member.Name), member.Value.GetString()!.ReplaceLineEndings("\n")));
        }
        foreach (var (key, _, text) in files)
        {
            var length = Encoding.UTF8.GetByteCount(text);
            if (length > NurtureSet.MostBytes)
                map.Refuse(key, $"Must have at most {NurtureSet.MostBytes} bytes, but has {length}.");
        }
        if (files.Count == 0 && !fields.Refusals.Any)
            map.Refuse("ja.subject", "Is required: a template has files.");
        return files;
    }

    private static bool IsName(string name) => !name.Contains('/') && NurtureSet.IsPath(name);

    private static string PathOf(string name, string key) =>
        key == SendGridTemplates.FileName ? $"{Folder(name)}{key}" : $"{Folder(name)}{key}{Ending}";

    private static string KeyOf(string file) =>
        file.EndsWith(Ending, StringComparison.Ordinal) ? file[..^Ending.Length] : file;

    private static string Folder(string name) => $"templates/{name}/";
}
