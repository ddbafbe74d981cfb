namespace LeadScoring.Tests.Contracts;

public sealed class EmbeddedRows(EmbeddedBackEnd backEnd) : RowContract(backEnd), IClassFixture<EmbeddedBackEnd>;

public sealed class EmbeddedQueries(EmbeddedBackEnd backEnd) : QueryContract(backEnd), IClassFixture<EmbeddedBackEnd>;

public sealed class EmbeddedTransactions(EmbeddedBackEnd backEnd)
    : TransactionContract(backEnd), IClassFixture<EmbeddedBackEnd>;

public sealed class EmbeddedLimits(EmbeddedBackEnd backEnd) : LimitContract(backEnd), IClassFixture<EmbeddedBackEnd>;

public sealed class EmbeddedStrictLimits(EmbeddedBackEnd backEnd)
    : StrictLimitContract(backEnd), IClassFixture<EmbeddedBackEnd>;

public sealed class EmbeddedQueues(EmbeddedBackEnd backEnd) : QueueContract(backEnd), IClassFixture<EmbeddedBackEnd>;
