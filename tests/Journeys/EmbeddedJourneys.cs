using LeadScoring.Tests.Simulation;

namespace LeadScoring.Tests.Journeys;

public sealed class EmbeddedTwoHundredDays() : TwoHundredDaysTests([]);

public sealed class EmbeddedNewRules() : NewRulesTests([]);

public sealed class EmbeddedWhatIf() : WhatIfJourney([]);

public sealed class EmbeddedSimulation() : SimulationJourney([]);

public sealed class EmbeddedScenarios() : ScenarioJourney([]);
