using LeadScoring.Doors;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Access;

/// <summary>The way into the console: what its page must know before anybody has signed in, and signing in.</summary>
public sealed class SignInFunctions(SignInDoor door, SignInViews views)
{
    [Function("ConsoleSettings")]
    public IResult Settings(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "console/settings")] HttpRequest request) =>
        Answers.Ok(views.Brand);

    /// <summary>GET tells who is signed in, POST signs in, DELETE signs out.</summary>
    [Function("ConsoleSignIn")]
    public Task<IResult> SignIn(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "delete", Route = "console/sign-in")]
        HttpRequest request,
        CancellationToken cancel) => request.Method switch
        {
            "POST" => door.SignInAsync(request, cancel),
            "DELETE" => door.SignOutAsync(request, cancel),
            _ => door.ShowAsync(request, cancel),
        };
}
