using LeadScoring.Tests.Journeys;

namespace LeadScoring.Tests.Storage;

/// <summary>A storage account that cannot be used stops the start with one sentence, and gives no key away.</summary>
public sealed class StorageSettingTests
{
    private const string NobodyThere = "http://127.0.0.1:9/account";

    [Theory]
    [InlineData("nonsense", "AzureWebJobsStorage is not a storage connection string")]
    [InlineData("AccountName=account;AccountKey=not-base64!", "AzureWebJobsStorage is not a storage connection string")]
    [InlineData(
        "AccountName=account;AccountKey=c2VjcmV0;TableEndpoint=" + NobodyThere + ";QueueEndpoint=" + NobodyThere,
        "The storage account does not let this app in (no answer): check AzureWebJobsStorage")]
    public async Task A_storage_that_cannot_be_used_is_refused_with_a_remedy(string connection, string sentence)
    {
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => Brand.OpenAsync(settings:
        [
            $"--AzureWebJobsStorage={connection}", "--LeadScoring:TimeTravel=false",
            "--LeadScoring:LinkSecret=a-secret-of-the-tests",
        ]));

        Assert.StartsWith(sentence, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", refused.Message, StringComparison.Ordinal);
    }
}
