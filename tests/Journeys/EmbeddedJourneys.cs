namespace LeadScoring.Tests.Journeys;

public sealed class EmbeddedTwoHundredDays() : TwoHundredDaysTests([]);

public sealed class EmbeddedNewRules() : NewRulesTests([]);

public sealed class EmbeddedWhatIf() : WhatIfJourney([]);
