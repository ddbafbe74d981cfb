namespace LeadScoring.RollOut;

/// <summary>
/// The rules in force use what this program does not know: a newer one is being deployed beside it, and published them.
/// Nothing can be decided here: calls are asked to come again, and messages are tried again, without being parked,
/// until they meet the newer program.
/// </summary>
public sealed class UnreadableRulesException(string message) : Exception(message);
