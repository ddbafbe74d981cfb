namespace LeadScoring.Leads;

/// <summary>
/// New rules came into force between the reading of a lead and the decision about it, which is taken again.
/// </summary>
public sealed class RulesMovedException(string leadId, int stamp, int version) : Exception(
    $"Lead {leadId} stands under version {stamp} of the rules and was to be decided under {version}.");
