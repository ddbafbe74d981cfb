namespace LeadScoring.Storage.Embedded;

/// <summary>
/// What one write may use: the connection inside the open transaction, its instant, and fresh row versions.
/// </summary>
internal sealed class WriteScope(StoreConnection connection, TimeProvider time)
{
    private long _version;
    private long _saved;

    public StoreConnection Connection => connection;

    /// <summary>Now, in UTC ticks.</summary>
    public long Now => time.GetUtcNow().UtcTicks;

    /// <summary>Never given twice in the life of the file, so that an ETag names one state of one row.</summary>
    public long NextVersion() => ++_version;

    public void Begin()
    {
        connection.Execute("BEGIN IMMEDIATE");
        _version = _saved = connection.Number("SELECT value FROM counters WHERE name = 'version'")!.Value;
    }

    public void Commit()
    {
        if (_version != _saved) connection.Execute("UPDATE counters SET value = $0 WHERE name = 'version'", _version);
        connection.Execute("COMMIT");
    }
}
