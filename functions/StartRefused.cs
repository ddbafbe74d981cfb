namespace LeadScoring;

/// <summary>
/// The app cannot start as it is set up. The message says what to change, in words for the person who starts it; it is
/// shown without a stack trace.
/// </summary>
public sealed class StartRefusedException(string message) : Exception(message);
