using LeadScoring.Tests.Contracts;

namespace LeadScoring.Tests.RollOut;

public sealed class EmbeddedRules() : RulesTests([]);

public sealed class EmbeddedReplay() : ReplayTests([]);

[Collection(Azurite.Name), Trait("needs", Azurite.Name)]
public sealed class AzuriteRules(AzuriteBackEnd azurite) : RulesTests(azurite.NewStore());

[Collection(Azurite.Name), Trait("needs", Azurite.Name)]
public sealed class AzuriteReplay(AzuriteBackEnd azurite) : ReplayTests(azurite.NewStore());
