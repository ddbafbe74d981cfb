namespace LeadScoring.Nurture;

/// <summary>
/// Another process decided a lead's scenario, or began a walk, with content that this one does not have: it is a moment
/// behind, or the newest publication does not fit its own content. Nothing is decided here; the queue tries again.
/// </summary>
/// <param name="whom">The lead or the walk, by id.</param>
/// <param name="what">What is not known here.</param>
public sealed class ContentBehindException(string whom, string what)
    : Exception($"This process does not know {what}, needed for {whom}; the message will be tried again.");
