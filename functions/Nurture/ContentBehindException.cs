namespace LeadScoring.Nurture;

/// <summary>
/// Another process decided this lead's scenario with content that this one does not have: it is a moment behind, or the
/// newest publication does not fit its own content. Nothing is decided here; the queue tries again later.
/// </summary>
public sealed class ContentBehindException(string leadId, string what)
    : Exception($"Lead {leadId} needs {what}, which this process does not know; the message will be tried again.");
