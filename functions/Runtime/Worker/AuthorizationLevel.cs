namespace Microsoft.Azure.Functions.Worker;

/// <summary>What key the Functions host asks for; the values are those of the official package.</summary>
public enum AuthorizationLevel
{
    Anonymous = 0,
    User = 1,
    Function = 2,
    System = 3,
    Admin = 4,
}
