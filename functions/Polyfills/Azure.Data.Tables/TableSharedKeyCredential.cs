namespace Azure.Data.Tables;

/// <summary>A storage account's name and its base64 key.</summary>
public class TableSharedKeyCredential
{
    private volatile byte[] _key;

    public TableSharedKeyCredential(string accountName, string accountKey)
    {
        ArgumentException.ThrowIfNullOrEmpty(accountName);
        AccountName = accountName;
        _key = Convert.FromBase64String(accountKey);
    }

    public string AccountName { get; }

    internal byte[] Key => _key;

    public void SetAccountKey(string accountKey) => _key = Convert.FromBase64String(accountKey);
}
