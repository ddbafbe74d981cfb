namespace LeadScoring.Tests.Contracts;

[CollectionDefinition(Name)]
public sealed class Azurite : ICollectionFixture<AzuriteBackEnd>
{
    public const string Name = "azurite";
}

[Collection(Azurite.Name), Trait("needs", Azurite.Name)]
public sealed class AzuriteRows(AzuriteBackEnd backEnd) : RowContract(backEnd);

[Collection(Azurite.Name), Trait("needs", Azurite.Name)]
public sealed class AzuriteQueries(AzuriteBackEnd backEnd) : QueryContract(backEnd);

[Collection(Azurite.Name), Trait("needs", Azurite.Name)]
public sealed class AzuriteTransactions(AzuriteBackEnd backEnd) : TransactionContract(backEnd);

[Collection(Azurite.Name), Trait("needs", Azurite.Name)]
public sealed class AzuriteLimits(AzuriteBackEnd backEnd) : LimitContract(backEnd);

[Collection(Azurite.Name), Trait("needs", Azurite.Name)]
public sealed class AzuriteQueues(AzuriteBackEnd backEnd) : QueueContract(backEnd);
