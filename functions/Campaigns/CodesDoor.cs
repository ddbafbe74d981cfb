using System.Text;
using LeadScoring.Doors;
using LeadScoring.Intake;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Campaigns;

/// <summary>Imports a campaign's serial codes and says how many there are; it never gives one out.</summary>
public sealed class CodesDoor(CodeIndex codes, InForce content)
{
    public const int MostCodes = 5000;
    private const int MostRefused = 100;

    public async Task<IResult> TakeAsync(HttpRequest request, string campaignId, CancellationToken cancel)
    {
        if (Find(campaignId) is null) return NoCodes(campaignId);
        var refusals = new Refusals();
        var typed = await ReadAsync(request, refusals, cancel);
        if (refusals.Any) return Problems.Invalid(refusals);
        var read = typed.Select((text, index) => (Index: index, Code: SerialCode.Normalise(text))).ToList();
        var good = read.Select(line => line.Code).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var refused = read.Where(line => line.Code is null).Select(line => line.Index).ToList();
        var added = await codes.ImportAsync(campaignId, good, cancel);
        return Answers.Accepted(new
        {
            added,
            known = typed.Count - refused.Count - added,
            refused = refused.Count,
            refusedAt = refused.Take(MostRefused),
        });
    }

    public async Task<IResult> CountAsync(string campaignId, CancellationToken cancel) =>
        Find(campaignId) is null ? NoCodes(campaignId) : Answers.Ok(await codes.CountAsync(campaignId, cancel));

    private static async Task<IReadOnlyList<string>> ReadAsync(
        HttpRequest request, Refusals refusals, CancellationToken cancel)
    {
        if (request.ContentType?.StartsWith("text/csv", StringComparison.OrdinalIgnoreCase) == true)
            return await ReadLinesAsync(request, refusals, cancel);
        if (await Body.ReadJsonAsync(request, refusals, cancel) is not { } body) return [];
        if (!body.Has("codes")) body.Refuse("codes", $"Is required: {{\"codes\":[…]}} with up to {MostCodes} codes.");
        return body.Texts("codes", MostCodes);
    }

    private static async Task<IReadOnlyList<string>> ReadLinesAsync(
        HttpRequest request, Refusals refusals, CancellationToken cancel)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var lines = (await reader.ReadToEndAsync(cancel)).Split('\n')
            .Select(line => line.Trim().Trim('"', ',')).Where(line => line.Length > 0).ToList();
        if (lines.Count is > 0 and <= MostCodes) return lines;
        refusals.Add("", $"Must hold 1 to {MostCodes} codes, one a line, but holds {lines.Count}.");
        return [];
    }

    private Campaign? Find(string campaignId) =>
        content.Edition.Campaigns.GetValueOrDefault(campaignId) is { SerialCodes: true } campaign ? campaign : null;

    private static IResult NoCodes(string campaignId) => Problems.NotFound(
        "There is no such campaign with codes.", $"'{campaignId}' is not among the campaigns with serialCodes.");
}
