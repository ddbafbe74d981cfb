using System.Text.Json.Nodes;
using LeadScoring.Doors;
using LeadScoring.Parsing;
using LeadScoring.RollOut;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Publishing;

/// <summary>
/// Publishes scenarios while the app runs, shows them with their versions, and goes back to an earlier publication. The
/// whole set is checked against everything else before it comes into force; else the last good one stays.
/// </summary>
public sealed class ScenarioDoor(
    NurtureStore store, NurtureSets sets, NurturePublisher publisher, RulesWatch watch, ScenarioViews views,
    InForce content)
{
    private const int MostHistory = 20;

    public async Task<IResult> PublishAsync(HttpRequest request, string id, CancellationToken cancel)
    {
        var refusals = new Refusals();
        var fields = await Body.ReadJsonAsync(request, refusals, cancel);
        fields?.RefuseOthers("scenario", "author", "comment", "present");
        var note = PublishNote.Read(fields, PublishNote.Api);
        if (fields?.Flag("present") == true) note = note with { Present = id };
        var scenario = fields?.Object("scenario");
        if (fields is not null && scenario is null) fields.Missing("scenario", "");
        if (scenario is not null && scenario.Text("id") != id)
            scenario.Refuse("id", $"Must be the scenario's name in the address, '{id}'.");
        if (refusals.Any || scenario is null) return Problems.Invalid(refusals);
        var path = NurtureSet.ScenarioPath(id);
        var text = NurtureSet.Canonical(path, scenario.Element.GetRawText());
        if (NurtureSet.VersionIn(text) is not { } version)
            return Problems.Invalid("scenario.version", "Must be a whole number above those that were published.");
        var (set, problems) = await publisher.PublishAsync(
            newest => PlanAsync(newest, path, text, (id, version), cancel), await watch.NewestAsync(cancel), note,
            cancel);
        if (set is null) return PublishNote.Refused(problems, (path, "scenario"));
        await watch.RefreshAsync(cancel);
        return Answers.Ok(new { scenario = id, version, publication = set.Number });
    }

    public async Task<IResult> RollBackAsync(HttpRequest request, CancellationToken cancel)
    {
        var refusals = new Refusals();
        var fields = await Body.ReadJsonAsync(request, refusals, cancel);
        fields?.RefuseOthers("to", "author", "comment");
        var to = fields?.RequiredWhole("to", 1, int.MaxValue) ?? 0;
        var note = PublishNote.Read(fields, PublishNote.RollbackOf(to));
        if (refusals.Any) return Problems.Invalid(refusals);
        if (await store.FindAsync(to, cancel) is not { } wanted)
            return Problems.Invalid("to", "Must be a publication: GET /api/scenarios lists them under history.");
        var (set, problems) = await publisher.PublishAsync(
            newest => Task.FromResult(new NurturePlan(wanted.Files, newest.Folder, [])),
            await watch.NewestAsync(cancel), note, cancel);
        if (set is null) return PublishNote.Refused(problems);
        await watch.RefreshAsync(cancel);
        return Answers.Ok(new { publication = set.Number, set.Origin });
    }

    public async Task<IResult> ListAsync(CancellationToken cancel)
    {
        var edition = content.Edition;
        var history = await store.NewestAsync(MostHistory, cancel);
        return Answers.Ok(new
        {
            publication = edition.Nurture.Number,
            mail = edition.Nurture.InAWord,
            problems = edition.Nurture.Refused,
            sends = await views.BrandAsync(edition, cancel),
            scenarios = await views.OfAsync(edition, cancel),
            pausedBesides = views.Besides(edition),
            history = history.Select(set => new
            {
                publication = set.Number,
                set.Author,
                set.Comment,
                set.PublishedAt,
                set.Origin,
                scenarios = set.New,
            }),
        });
    }

    public async Task<IResult> ShowAsync(string id, CancellationToken cancel)
    {
        var versions = (await store.VersionsAsync(cancel)).Where(version => version.Id == id).ToList();
        if (versions.Count == 0) return Problems.NoScenario;
        var edition = content.Edition;
        var inForce = edition.Scenarios.GetValueOrDefault(id);
        var history = new List<object>();
        foreach (var version in versions.OrderByDescending(version => version.Version))
            history.Add(new
            {
                version.Version,
                version.Publication,
                version.Author,
                version.Comment,
                version.PublishedAt,
                version.Origin,
                scenario = JsonNode.Parse(await sets.TextAsync(version.Digest, cancel)),
            });
        return Answers.Ok(new
        {
            id,
            inForce = inForce is null ? null : await views.OfAsync(inForce, edition, cancel),
            history,
        });
    }

    private async Task<NurturePlan> PlanAsync(
        NurtureSet newest, string path, string text, (string Id, int Version) version, CancellationToken cancel)
    {
        var digest = Storage.Digest.Of(text);
        var known = await publisher.KnownAsync(cancel);
        var problems = new List<ContentProblem>();
        if (known.TryGetValue(version, out var before))
        {
            if (before != digest) problems.Add(NurtureMerge.Changed(path, version.Version));
            else if (newest.Files.GetValueOrDefault(path) != digest)
                problems.Add(NurtureMerge.NotInForce(path, version.Version));
        }
        else if (NurtureMerge.Newest(known, version.Id) is { } latest && latest > version.Version)
            problems.Add(NurtureMerge.Older(path, version.Version, latest));
        return new NurturePlan(newest.Files.SetItem(path, digest), newest.Folder, problems)
        {
            Texts = NurtureSet.ByDigest([text]),
        };
    }
}
