using LeadScoring.Access;
using LeadScoring.Doors;
using LeadScoring.Due;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Storage;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Imports;

/// <summary>
/// Takes the file of an import in parts, starts the work on it, and shows what is in it and what was wrong.
/// </summary>
public sealed class FileDoor(
    ImportStore imports, ImportApplying applying, DueIndex due, Post post, InForce content, TimeProvider time)
{
    private const int MaxTries = 20;
    private const int MostParts = 999;
    private const int Shown = 20;
    private const int Previewed = 5;
    private const int MostErrors = 50_000;

    private readonly FileReader _files = new(imports);

    /// <summary>The same part again changes nothing; another content takes its place until the work begins.</summary>
    public async Task<IResult> PutAsync(HttpRequest request, string id, CancellationToken cancel)
    {
        var refusals = new Refusals();
        var query = new QueryFields(request.Query, refusals);
        query.RefuseOthers("part");
        var number = query.Whole("part", 1, MostParts);
        if (number is null && !refusals.Any) refusals.Add("part", "Is required: 1, 2, 3…");
        if (refusals.Any) return Problems.Invalid(refusals);
        var bytes = await Body.ReadBytesAsync(request, cancel);
        if (ReasonAgainst(bytes, number!.Value) is { } why) return Problems.Invalid("file", why);
        var part = new ImportPart(number.Value, bytes.Length, Digest.Of(Convert.ToBase64String(bytes)));
        for (var tries = 0; tries < MaxTries; tries++)
        {
            if (await imports.FindAsync(id, cancel) is not var (import, version)) return ImportDoor.NoImport;
            if (import.Parts.Contains(part)) return Answers.Ok(ImportView.Of(import, Languages.English));
            if (import.Phase is not (ImportPhase.Open or ImportPhase.Tried)) return TooLate;
            var now = time.GetUtcNow();
            await PlanAsync(import, now, cancel); // first: it finds what a crash leaves of a file
            await imports.AddPartAsync(id, part, bytes, cancel);
            var after = import.With(part, now);
            if (await imports.TrySaveAsync(after, version, cancel))
                return Answers.Ok(ImportView.Of(after, Languages.English));
        }
        return ImportDoor.AtWork;
    }

    public async Task<IResult> StartAsync(HttpRequest request, string id, CancellationToken cancel)
    {
        var refusals = new Refusals();
        if (await Body.ReadJsonAsync(request, refusals, cancel) is not { } fields) return Problems.Invalid(refusals);
        fields.RefuseOthers("dryRun");
        var isDry = fields.Flag("dryRun") ?? fields.Missing("dryRun", true);
        if (refusals.Any) return Problems.Invalid(refusals);
        for (var tries = 0; tries < MaxTries; tries++)
        {
            if (await imports.FindAsync(id, cancel) is not var (import, version)) return ImportDoor.NoImport;
            var starting = import;
            if (import.Phase != (isDry ? ImportPhase.Trying : ImportPhase.Running)) // else its message may be lost
            {
                if (import.IsAtWork) return ImportDoor.AtWork;
                if (import.Phase is ImportPhase.Done or ImportPhase.Undone) return TooLate;
                if (await ColumnsAsync(import, refusals, cancel) is var columns && refusals.Any)
                    return Problems.Invalid(refusals);
                var now = time.GetUtcNow();
                starting = import.Starting(isDry, now, columns);
                await PlanAsync(import, now, cancel);
                if (!await imports.TrySaveAsync(starting, version, cancel)) continue;
            }
            await post.SendAsync(new ImportDue(id), cancel);
            return Answers.Accepted(ImportView.Of(starting, Languages.English));
        }
        return ImportDoor.AtWork;
    }

    public async Task<IResult> ShowAsync(HttpRequest request, string id, CancellationToken cancel)
    {
        var refusals = new Refusals();
        var language = new QueryFields(request.Query, refusals).OnlyLanguage(content.Edition.Sender.Locales);
        if (refusals.Any) return Problems.Invalid(refusals);
        if (await imports.FindAsync(id, cancel) is not var (import, _)) return ImportDoor.NoImport;
        var errors = await imports.ErrorsAsync(import, Shown, cancel).Take(Shown).ToListAsync(cancel);
        var preview = import.HasFile ? await PreviewAsync(import, cancel) : [];
        request.HttpContext.Shows(preview.Select(line => line.LeadId).OfType<string>());
        return Answers.Ok(new ImportShown(
            ImportView.Of(import, language), [.. errors.Select(error => error.In(language))],
            [.. preview.Select(line => new ImportPreview(
                line.Line, line.Values, TimeOf(line),
                [.. line.Errors.Select(fault => ImportFaults.In(fault, language))]))]));
    }

    /// <summary>Line by line; no column holds who somebody is, so it can be passed on.</summary>
    public async Task<IResult> ErrorsAsync(HttpRequest request, string id, CancellationToken cancel)
    {
        var refusals = new Refusals();
        var language = new QueryFields(request.Query, refusals).OnlyLanguage(content.Edition.Sender.Locales);
        if (refusals.Any) return Problems.Invalid(refusals);
        if (await imports.FindAsync(id, cancel) is not var (import, _)) return ImportDoor.NoImport;
        var errors = await imports.ErrorsAsync(import, Rows.MostAtOnce, cancel).Take(MostErrors).ToListAsync(cancel);
        var file = SpreadsheetCsv.Of(["line", "values", "errors"], errors, (csv, error) =>
        {
            csv.WriteField(error.Line);
            csv.WriteTexts([error.Text, string.Join(" ", error.In(language).Errors)]);
        });
        return Answers.Csv(request.HttpContext, file, $"import-errors-{id}", time.GetUtcNow(), cursor: null);
    }

    /// <summary>What the header names; refused where the file is not whole, or lacks columns of the mapping.</summary>
    private async Task<IReadOnlyList<string>?> ColumnsAsync(
        ImportState import, Refusals refusals, CancellationToken cancel)
    {
        if (!import.HasFile) refusals.Add("file", "There is none yet: send it with PUT /api/imports/{id}/file?part=1.");
        if (import.MissingPart() is { } missing) refusals.Add("file", $"Part {missing} is missing.");
        if (refusals.Any) return null;
        var first = (await _files.ReadAsync(import with { Offset = 0, Line = 1 }, 1, cancel)).Records;
        if (first is not [var record]) refusals.Add("file", "Is empty.");
        else if (!import.Definition.Header) return null;
        else if (record.Cells is not { } header) refusals.Add("file", $"Its header cannot be read: {record.Problem}");
        else
        {
            var (_, absent) = LineParser.Columns(import.Definition, header);
            foreach (var field in absent)
                refusals.Add(
                    $"mapping.{field}", $"Is no column of the file, whose columns are: {string.Join(", ", header)}.");
            return header;
        }
        return null;
    }

    private async Task<IReadOnlyList<ParsedLine>> PreviewAsync(ImportState import, CancellationToken cancel)
    {
        if (import.MissingPart() is not null) return [];
        var hasHeader = import.Definition.Header;
        var slice = await _files.ReadAsync(
            import with { Offset = 0, Line = 1 }, Previewed + (hasHeader ? 1 : 0), cancel);
        var header = hasHeader && slice.Records is [var first, ..] ? first.Cells : null;
        var (places, missing) = LineParser.Columns(import.Definition, header);
        if (missing.Count > 0) return [];
        var parser = applying.Parser(import, places, content.Edition, time.GetUtcNow());
        return [.. slice.Records.Skip(hasHeader ? 1 : 0).Select(record => record.Cells is { } cells
            ? parser.Parse(record.Line, cells)
            : ParsedLine.Wrong(record.Line, record.Problem!))];
    }

    private static string? TimeOf(ParsedLine line) =>
        SpreadsheetCsv.Time(line.Item?.Reaction?.OccurredAt ?? line.Item?.Purchase?.OccurredAt);

    /// <summary>A look at it when it may have lain too long.</summary>
    private Task PlanAsync(ImportState import, DateTimeOffset now, CancellationToken cancel) => due.AddAsync(
        new DueItem(Digest.Of("import"), DueKind.Import, import.Id), now.AddDays(ImportState.IdleDays), cancel);

    private static string? ReasonAgainst(byte[] bytes, int number) => bytes switch
    {
        [] => "Is empty: send the bytes of the file as the body.",
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] when number == 1 => "Is UTF-16: save it as \"CSV UTF-8\".",
        [(byte)'P', (byte)'K', 3, 4, ..] when number == 1 => "Is a workbook or an archive: save the sheet as CSV.",
        _ => null,
    };

    private static IResult TooLate => Problems.Of(
        StatusCodes.Status409Conflict, "The work on this file has begun.",
        "Make another import for another file: lines that are known already count once.");
}
