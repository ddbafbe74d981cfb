using System.Security.Cryptography;

namespace LeadScoring;

/// <summary>The only source of chance: ids for what came without one. Tests put a counting one in its place.</summary>
public class Chance
{
    /// <summary>128 random bits as 32 lower-case hex digits.</summary>
    public virtual string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
