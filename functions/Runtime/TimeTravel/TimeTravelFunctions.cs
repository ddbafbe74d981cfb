using LeadScoring.Parsing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Runtime.TimeTravel;

/// <summary>The door to the clock. Not public: it is a function only where time travel is switched on.</summary>
internal sealed class TimeTravelFunctions(TimeTraveller traveller, TravelClock clock)
{
    private static readonly DateTimeOffset Earliest = new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Function("TimeTravel")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "dev/time")] HttpRequest request,
        CancellationToken cancellation)
    {
        if (HttpMethods.IsGet(request.Method)) return Results.Json(new { now = clock.GetUtcNow() });
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellation);
        var refusals = new Refusals();
        var destination = Read(body.ToArray(), refusals);
        if (refusals.Any) return Results.ValidationProblem(refusals.ToErrors());
        try
        {
            return Results.Json(await traveller.ToAsync(destination, cancellation));
        }
        catch (TravelStuckException stuck)
        {
            return Results.Problem(statusCode: StatusCodes.Status409Conflict, detail: stuck.Message);
        }
    }

    private Destination Read(byte[] body, Refusals refusals)
    {
        if (JsonFields.Parse(body, refusals) is not { } fields) return default;
        fields.RefuseOthers("advance", "now");
        if (fields.Has("advance") == fields.Has("now"))
            refusals.Add("", """Send either {"advance":"P3D"} or {"now":"2027-01-01T00:00:00Z"}.""");
        var destination = new Destination(fields.Time("now"), fields.Duration("advance"));
        if (refusals.Any) return default;
        var target = destination.From(clock.GetUtcNow());
        if (target < Earliest || target > Latest)
            refusals.Add(fields.Has("now") ? "now" : "advance", "Must lead to a time between 1990 and 2200.");
        return destination;
    }
}
