using LeadScoring.Tests.Contracts;

namespace LeadScoring.Tests.Journeys;

[Collection(Azurite.Name), Trait("needs", Azurite.Name)]
public sealed class AzuriteTwoHundredDays(AzuriteBackEnd azurite) : TwoHundredDaysTests(azurite.NewStore());

[Collection(Azurite.Name), Trait("needs", Azurite.Name)]
public sealed class AzuriteNewRules(AzuriteBackEnd azurite) : NewRulesTests(azurite.NewStore());
