using System.Text.Json.Nodes;
using LeadScoring.Doors;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Storage;
using LeadScoring.Tracks;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Loyalty;

/// <summary>
/// Makes a route a draft. Nothing comes into force here: a draft is for
/// <c>POST /api/scoring/what-if</c> or <c>PUT /api/scenarios/{id}</c>.
/// </summary>
public sealed class GoldenRouteDoor(
    StudyStore studies, NurtureStore nurture, NurtureSets sets, InForce content)
{
    public async Task<IResult> DraftAsync(HttpRequest request, string routeId, CancellationToken cancel)
    {
        var (refusals, edition) = (new Refusals(), content.Edition);
        var fields = await Body.ReadJsonAsync(request, refusals, cancel);
        fields?.RefuseOthers("product", "as");
        var product = fields?.RequiredOneOf("product", [.. edition.Rules.Products.Keys]);
        var kind = fields?.RequiredOneOf("as", [RouteDrafts.Rule, RouteDrafts.Scenario]);
        if (refusals.Any || product is null) return Problems.Invalid(refusals);
        var stored = await studies.ReportAsync(product, GoldenRouteStudy.Study, cancel);
        var report = stored is null ? null : Json.Read<GoldenReport>(stored.Json);
        if (report?.Judged.Routes.FirstOrDefault(one => one.Pattern.Id == routeId) is not { } route) return NoRoute;
        if (!route.IsGolden)
            return Refused("The route is not golden: what was learned from one half was not confirmed by the other.");
        return kind == RouteDrafts.Rule
            ? Rule(route, report, edition)
            : await ScenarioAsync(route, product, report.Settings.EarlyDays, edition, cancel);
    }

    private static IResult Rule(Route route, GoldenReport report, Edition edition) =>
        RouteDrafts.WhyNoRule(route, edition.Rules) is { } reason
            ? Refused(reason)
            : Answers.Ok(new RouteDraft(
                route.Pattern.Id, RouteDrafts.Rule,
                RouteDrafts.RuleOf(route, report.Judged.People, edition.Rules), "POST /api/scoring/what-if"));

    private async Task<IResult> ScenarioAsync(
        Route route, string product, int earlyDays, Edition edition, CancellationToken cancel)
    {
        if (RouteDrafts.WhyNoScenario(route) is { } reason) return Refused(reason);
        if (RouteDrafts.Model(edition, product) is not { } model)
            return Refused("There is no scenario of this product line to take window, cap and mail from: write one.");
        var version = (await nurture.VersionsAsync(cancel)).First(
            one => one.Id == model.Id && one.Version == model.Version);
        var draft = RouteDrafts.ScenarioOf(
            route, JsonNode.Parse(await sets.TextAsync(version.Digest, cancel))!,
            model.Steps.First(step => step.Template is not null).Template!, earlyDays);
        return Answers.Ok(new RouteDraft(
            route.Pattern.Id, RouteDrafts.Scenario, draft, $"PUT /api/scenarios/{(string)draft["id"]!}"));
    }

    private static IResult NoRoute => Problems.NotFound(
        "There is no such route.",
        "GET /api/insights/golden-route lists those that were tested; they are worked out anew each night.",
        "no-such-route");

    private static IResult Refused(string reason) => Problems.Of(
        StatusCodes.Status409Conflict, "This route cannot be made that.", reason, "no-draft-of-route");
}

/// <summary>
/// A route as something to be tried. <paramref name="Draft"/>: scoring rules, or a scenario;
/// <paramref name="SendTo"/>: the door that takes it, in its field <c>rules</c> or <c>scenario</c>.
/// </summary>
public sealed record RouteDraft(string RouteId, string As, JsonNode Draft, string SendTo);
