using System.Text.Json.Nodes;
using LeadScoring.Doors;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Scoring;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.RollOut;

/// <summary>
/// Publishes versions of the rules and shows them. A version is built on the newest one and has the next number; of two
/// who publish the same number the insert of its row lets one through, and the other reads what there is now.
/// </summary>
public sealed class RulesDoor(
    RulesStore store, WalkStore walks, RulesHandler rollOut, InForce content, TimeProvider time)
{
    public async Task<IResult> PublishAsync(HttpRequest request, CancellationToken cancel)
    {
        var refusals = new Refusals();
        var fields = await Body.ReadJsonAsync(request, refusals, cancel);
        fields?.RefuseOthers("rules", "author", "comment", "mailOnStageChange");
        var note = PublishNote.Read(fields, PublishNote.Api);
        var mails = fields?.Flag("mailOnStageChange") == true;
        var draft = fields?.Object("rules");
        if (fields is not null && draft is null) fields.Missing("rules", "");
        if (refusals.Any || draft is null || RulesDraft.Read(draft, content.Edition) is not { } rules)
            return Problems.Invalid(refusals);
        var version = RulesVersion.Of(
            rules.Version, draft.Element.GetRawText(), note.Author, note.Comment, note.Origin, time.GetUtcNow());
        return await PublishAsync(version with { MailOnStageChange = mails }, cancel);
    }

    /// <summary>The content of an earlier version becomes the next one: numbers only grow.</summary>
    public async Task<IResult> RollBackAsync(HttpRequest request, int number, CancellationToken cancel)
    {
        var refusals = new Refusals();
        var fields = await Body.ReadJsonAsync(request, refusals, cancel);
        fields?.RefuseOthers("author", "comment", "mailOnStageChange");
        var note = PublishNote.Read(fields, PublishNote.RollbackOf(number));
        var mails = fields?.Flag("mailOnStageChange") == true;
        if (refusals.Any) return Problems.Invalid(refusals);
        if (await store.FindAsync(number, cancel) is not { Text: { } text } wanted) return Unknown;
        var newest = (await store.HistoryAsync(cancel))[0];
        if (wanted.Content() == newest.Content()) return await AcceptAsync(newest, cancel); // it is so, or was repeated
        var rules = JsonNode.Parse(text)!;
        rules["version"] = newest.Version + 1;
        var next = RulesVersion.Of(
            newest.Version + 1, rules.ToJsonString(), note.Author, note.Comment, note.Origin, time.GetUtcNow());
        if (next.Fields(refusals) is not { } draft || RulesDraft.Read(draft, content.Edition) is null)
            return Problems.Invalid(refusals);
        return await PublishAsync(next with { MailOnStageChange = mails }, cancel);
    }

    public async Task<IResult> ShowAsync(CancellationToken cancel)
    {
        var versions = await store.HistoryAsync(cancel);
        var state = (await store.StateAsync(cancel))!;
        var shown = versions.First(version => version.Version == state.InForce);
        return Answers.Ok(new
        {
            shown.Version,
            Rules = RulesOf(shown),
            History = versions.Select(Head),
            RollOut = await RollOutAsync(state, cancel),
        });
    }

    public async Task<IResult> ShowAsync(int number, CancellationToken cancel) =>
        await store.FindAsync(number, cancel) is { } version
            ? Answers.Ok(new { Published = Head(version), Rules = RulesOf(version) })
            : Unknown;

    /// <summary>What the version changed against an older one; without one named, against the one before it.</summary>
    public async Task<IResult> CompareAsync(HttpRequest request, int number, CancellationToken cancel)
    {
        var refusals = new Refusals();
        var fields = new QueryFields(request.Query, refusals);
        fields.RefuseOthers("against");
        var against = fields.Whole("against", 1, int.MaxValue);
        if (refusals.Any) return Problems.Invalid(refusals);
        var versions = await store.HistoryAsync(cancel);
        var version = versions.FirstOrDefault(one => one.Version == number);
        var other = versions.FirstOrDefault(one => against is null ? one.Version < number : one.Version == against);
        if (version is not { Text: not null }) return Unknown;
        if (other is not { Text: not null })
        {
            return Problems.Invalid(
                "against", "Must be a version whose text is kept: GET /api/scoring/rules lists them under history.");
        }
        return Answers.Ok(new
        {
            version = version.Version,
            against = other.Version,
            changes = RulesDiff.Of(RulesOf(other), RulesOf(version)),
        });
    }

    private static IResult Unknown => Problems.NotFound(
        "There is no such version of the rules, or its text was not kept.",
        "GET /api/scoring/rules lists all under history.");

    private async Task<IResult> PublishAsync(RulesVersion version, CancellationToken cancel)
    {
        var newest = (await store.HistoryAsync(cancel))[0];
        if (newest with { PublishedAt = version.PublishedAt } == version)
            return await AcceptAsync(newest, cancel); // the same call again, after a lost answer
        return newest.Version + 1 == version.Version && await store.TryAddAsync(version, cancel)
            ? await AcceptAsync(version, cancel)
            : Problems.Of(
                StatusCodes.Status409Conflict, "The rules were not built on the newest version.",
                $"The newest version is {newest.Version}, by {newest.Author}: look at it with GET "
                + $"/api/scoring/rules/{newest.Version}, build on it, and send yours as version {newest.Version + 1}.");
    }

    private async Task<IResult> AcceptAsync(RulesVersion version, CancellationToken cancel)
    {
        var state = (await store.StateAsync(cancel))!;
        if (state.InForce < version.Version) await rollOut.AnnounceAsync(version.Version, cancel);
        return Answers.Accepted(new
        {
            version.Version,
            RollOut = await RollOutAsync((await store.StateAsync(cancel))!, cancel),
        });
    }

    private async Task<object> RollOutAsync(RulesState state, CancellationToken cancel)
    {
        var version = state.Open[^1];
        var walk = WalkView.Sum(await walks.PartsAsync(Walk.RollOut(version), cancel));
        var phase = version > state.InForce ? "announced" : state.Open.Length > 1 ? "running" : "finished";
        return new { version, phase, walk.Leads, walk.Of, walk.StartedAt, walk.FinishedAt };
    }

    private static JsonNode? RulesOf(RulesVersion version) => version.Text is { } text ? JsonNode.Parse(text) : null;

    private static object Head(RulesVersion version) => new
    {
        version.Version,
        version.Author,
        version.Comment,
        version.PublishedAt,
        version.Origin,
        version.MailOnStageChange,
    };
}
