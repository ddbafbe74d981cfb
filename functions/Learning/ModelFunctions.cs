using LeadScoring.Doors;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Learning;

/// <summary>The probability of an order: trained by the week or when asked, and held against what came.</summary>
public sealed class ModelFunctions(TrainingHandler training, ModelStore models, InForce content)
{
    [Function("TrainModels")]
    public Task TrainModels([TimerTrigger(TrainingTime.Schedule)] TimerInfo timer, CancellationToken cancel) =>
        training.TrainWhatIsDueAsync(timer.IsPastDue, cancel);

    [Function("TrainModel")]
    public async Task<IResult> TrainModel(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "scoring/model/train")] HttpRequest request,
        CancellationToken cancel)
    {
        var refusals = new Refusals();
        var fields = await Body.ReadJsonAsync(request, refusals, cancel);
        fields?.RefuseOthers("product", "lang");
        var product = fields?.RequiredOneOf("product", [.. content.Edition.Rules.Products.Keys]);
        var language = fields?.Language(content.Edition.Sender.Locales);
        if (refusals.Any || product is null || language is null) return Problems.Invalid(refusals);
        var rules = content.Edition.Rules;
        var model = await training.TrainAsync(rules.Products[product], cancel);
        return Answers.Ok(CalibrationView.Of(model, rules, rules.Products[product], language));
    }

    [Function("CalibrationInsight")]
    public async Task<IResult> Calibration(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "insights/calibration")] HttpRequest request,
        CancellationToken cancel)
    {
        var refusals = new Refusals();
        var fields = new QueryFields(request.Query, refusals);
        fields.RefuseOthers("product", "lang");
        var rules = content.Edition.Rules;
        var named = fields.ProductLine([.. rules.Products.Keys]);
        var language = fields.Language(content.Edition.Sender.Locales);
        if (refusals.Any || named is null) return Problems.Invalid(refusals);
        var newest = await models.NewestAsync(named, cancel);
        return Answers.Ok(CalibrationView.Of(newest, rules, rules.Products[named], language));
    }
}
