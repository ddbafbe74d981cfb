using static LeadScoring.Docs.DoorDoc;

namespace LeadScoring.Docs.Rooms;

/// <summary>Who may do what, and who saw whom.</summary>
internal static class AccessRoom
{
    private const string NotSignedIn = "Nobody is signed in, or the key opens nothing.";
    private const string Elsewhere = "Another site's page asks, or a browser without the header X-Console: 1.";

    public static IReadOnlyList<DoorDoc> Doors { get; } =
    [
        Get("ConsoleSettings", "What the console's page must know before anybody has signed in.")
            .Gives<ConsoleShown>(),
        Get("ConsoleSignIn", "Who is signed in.").Gives<SignedIn>().Refuses(401, NotSignedIn)
            .Refuses(403, "A person of the directory without any role of this app."),
        Post("ConsoleSignIn", "Signs in with a key; the cookie is only for the browser.")
            .Takes<SignInBody>().Gives<SignedIn>().Refuses(401, NotSignedIn).Refuses(403, Elsewhere),
        Delete("ConsoleSignIn", "Signs out.").GivesNone(204, "Nobody is signed in.").Refuses(403, Elsewhere),
        Get("ListKeys", "The keys there are, without their secrets.").Gives<KeyList>(),
        Post("MakeKey", "Makes a key; its secret is told this once.").Takes<KeyBody>().Gives<KeyMade>(201),
        Post("RotateKey", "A new secret for a key; the old one opens for a while.")
            .MayTake<RotateBody>().Gives<KeyRotated>().Refuses(409, "It was rotated already, or opens nothing."),
        Delete("RevokeKey", "The key opens nothing any more.").GivesNone(204, "It is revoked."),
        Get("ShowAudit", "Who was shown whose data, newest first.")
            .Asks("from=time to=time caller leadId top cursor").Gives<AuditPage>(),
    ];
}
