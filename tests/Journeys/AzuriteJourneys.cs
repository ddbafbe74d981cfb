using LeadScoring.Tests.Contracts;
using LeadScoring.Tests.Conventions;
using LeadScoring.Tests.Sales;
using LeadScoring.Tests.Simulation;

namespace LeadScoring.Tests.Journeys;

[Collection(Azurite.Name), Trait("needs", Azurite.Name)]
public sealed class AzuriteTwoHundredDays(AzuriteBackEnd azurite) : TwoHundredDaysTests(azurite.NewStore());

[Collection(Azurite.Name), Trait("needs", Azurite.Name)]
public sealed class AzuriteNewRules(AzuriteBackEnd azurite) : NewRulesTests(azurite.NewStore());

[Collection(Azurite.Name), Trait("needs", Azurite.Name)]
public sealed class AzuriteWhatIf(AzuriteBackEnd azurite) : WhatIfJourney(azurite.NewStore());

[Collection(Azurite.Name), Trait("needs", Azurite.Name)]
public sealed class AzuriteSimulation(AzuriteBackEnd azurite) : SimulationJourney(azurite.NewStore());

[Collection(Azurite.Name), Trait("needs", Azurite.Name)]
public sealed class AzuriteScenarios(AzuriteBackEnd azurite) : ScenarioJourney(azurite.NewStore());

[Collection(Azurite.Name), Trait("needs", Azurite.Name)]
public sealed class AzuriteSales(AzuriteBackEnd azurite) : SalesJourney(azurite.NewStore());

[Collection(Azurite.Name), Trait("needs", Azurite.Name)]
public sealed class AzuriteRequests(AzuriteBackEnd azurite)
{
    [Fact]
    public Task Every_request_of_requests_http_is_answered_as_the_file_promises() =>
        new RequestsHttpTests().ClickThroughAsync(azurite.NewStore());
}
