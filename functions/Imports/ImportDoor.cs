using System.Text.RegularExpressions;
using LeadScoring.Doors;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Storage;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Imports;

/// <summary>Makes imports, takes them back, and tells of them all; the file has a door of its own.</summary>
public sealed partial class ImportDoor(
    ImportStore imports, Post post, InForce content, Chance chance, TimeProvider time)
{
    private const int MaxTries = 20;

    public async Task<IResult> MakeAsync(HttpRequest request, CancellationToken cancel)
    {
        var refusals = new Refusals();
        if (await Body.ReadJsonAsync(request, refusals, cancel) is not { } fields) return Problems.Invalid(refusals);
        var id = fields.Text("id", 60);
        if (id is not null && !IdPattern().IsMatch(id))
            fields.Refuse("id", "Must be small letters, digits and hyphens, up to 60, like orders-2025.");
        var name = fields.Text("name", 100);
        var definition = ImportDefinition.Read(fields, content.Edition);
        if (refusals.Any || definition is null) return Problems.Invalid(refusals);
        var now = time.GetUtcNow();
        var import = new ImportState
        {
            Id = id ?? chance.NewId(),
            Name = name,
            Definition = definition,
            CreatedAt = now,
            AskedAt = now,
        };
        if (!await imports.TryAddAsync(import, cancel))
        {
            if (await imports.FindAsync(import.Id, cancel) is not var (known, _)
                || Json.Write(known.Definition) != Json.Write(definition))
                return Problems.Of(
                    StatusCodes.Status409Conflict, "There is another import of this id.",
                    "Take another id, or remove that one with DELETE /api/imports/{id}.");
            import = known;
        }
        return Results.Json(
            ImportView.Of(import, Languages.English), Json.Answers, statusCode: StatusCodes.Status201Created);
    }

    public async Task<IResult> ListAsync(HttpRequest request, CancellationToken cancel)
    {
        var refusals = new Refusals();
        var query = new QueryFields(request.Query, refusals);
        var language = query.OnlyLanguage(content.Edition.Sender.Locales);
        if (refusals.Any) return Problems.Invalid(refusals);
        var all = await imports.AllAsync(cancel);
        return Answers.Ok(new ImportList(
            [.. all.OrderByDescending(import => import.CreatedAt).Select(import => ImportView.Of(import, language))]));
    }

    /// <summary>
    /// The file goes first, then a repetition finds nothing to remove; what was taken in stays, and cannot be undone
    /// any more.
    /// </summary>
    public async Task<IResult> RemoveAsync(string id, CancellationToken cancel)
    {
        if (await imports.FindAsync(id, cancel) is not var (import, _)) return Results.NoContent();
        if (import.IsAtWork) return AtWork;
        await imports.EmptyAsync(id, cancel);
        await imports.RemoveAsync(id, cancel);
        return Results.NoContent();
    }

    /// <summary>Also of one that runs: what it has brought so far is taken back.</summary>
    public async Task<IResult> UndoAsync(string id, CancellationToken cancel)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            if (await imports.FindAsync(id, cancel) is not var (import, version)) return NoImport;
            if (import.Phase is ImportPhase.Undone) return Answers.Ok(ImportView.Of(import, Languages.English));
            if (import.Phase is ImportPhase.Open or ImportPhase.Trying or ImportPhase.Tried)
                return Problems.Of(
                    StatusCodes.Status409Conflict, "There is nothing to undo.",
                    "It has changed no lead: remove it with DELETE /api/imports/{id}.");
            var now = time.GetUtcNow();
            var undoing = import.Phase == ImportPhase.Undoing ? import : import.BeingUndone(now);
            if (undoing != import && !await imports.TrySaveAsync(undoing, version, cancel)) continue;
            await post.SendAsync(new ImportDue(id), cancel, undoing.UndoWaits(now));
            return Answers.Accepted(ImportView.Of(undoing, Languages.English));
        }
        return AtWork;
    }

    public async Task<IResult> SuggestAsync(HttpRequest request, CancellationToken cancel)
    {
        var refusals = new Refusals();
        if (await Body.ReadJsonAsync(request, refusals, cancel) is not { } fields) return Problems.Invalid(refusals);
        fields.RefuseOthers("kind", "sample");
        var kind = fields.RequiredOneOf("kind", ["purchases", "reactions", "leads"]) switch
        {
            "leads" => ImportKind.Leads,
            "reactions" => ImportKind.Reactions,
            _ => ImportKind.Purchases,
        };
        var sample = fields.RequiredText("sample", 20_000);
        return refusals.Any ? Problems.Invalid(refusals) : Answers.Ok(
            SuggestedMapping.Of(kind, sample, [.. content.Edition.Rules.Products.Keys]));
    }

    internal static IResult NoImport => Problems.NotFound(
        "There is no such import.", "GET /api/imports lists those there are.");

    internal static IResult AtWork => Problems.Of(
        StatusCodes.Status409Conflict, "The import is at work.",
        "Wait until it is done (GET /api/imports/{id} tells), or stop and undo it with POST /api/imports/{id}/undo.");

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?\z")]
    private static partial Regex IdPattern();
}
