using Microsoft.Data.Sqlite;

namespace LeadScoring.Storage.Embedded;

/// <summary>
/// The SQLite file: write-ahead log, and (unless told otherwise) each commit flushed to the disk before it counts,
/// synchronous=FULL. Several processes may have it open; SQLite's locks put their commits in a row. Keys are compared
/// as UTF-8 bytes.
/// </summary>
internal sealed class StoreFile
{
    private const int Version = 1;
    private const int ApplicationId = 0x4C53_4352;

    private const string Schema = """
        CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
        INSERT INTO counters VALUES ('version', 0);
        CREATE TABLE tables (id INTEGER PRIMARY KEY, name TEXT NOT NULL COLLATE NOCASE UNIQUE);
        CREATE TABLE entities (
            tbl INTEGER NOT NULL, pk TEXT NOT NULL, rk TEXT NOT NULL,
            version INTEGER NOT NULL, time INTEGER NOT NULL, properties BLOB NOT NULL,
            PRIMARY KEY (tbl, pk, rk)) WITHOUT ROWID;
        CREATE TABLE queues (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE messages (
            seq INTEGER PRIMARY KEY, queue INTEGER NOT NULL, nonce INTEGER NOT NULL, receipt INTEGER NOT NULL,
            visible INTEGER NOT NULL, inserted INTEGER NOT NULL, expires INTEGER NOT NULL,
            dequeued INTEGER NOT NULL, body BLOB NOT NULL);
        CREATE INDEX messages_visible ON messages (queue, visible, seq);
        """;

    private readonly string _path;
    private readonly string _connectionString;
    private readonly bool _flushes;

    /// <param name="path">The file.</param>
    /// <param name="flushes">False: a loss of power may take the whole file with it.</param>
    /// <exception cref="StartRefusedException">The file cannot be used; the message says why.</exception>
    public StoreFile(string path, bool flushes = true)
    {
        (_path, _flushes) = (Path.GetFullPath(path), flushes);
        _connectionString =
            new SqliteConnectionStringBuilder { DataSource = _path, Pooling = false, DefaultTimeout = 30 }.ToString();
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            using var connection = new SqliteConnection(_connectionString);
            connection.Open();
            Prepare(connection);
        }
        catch (Exception problem) when (problem is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw Refused($"cannot be opened ({problem.Message.TrimEnd('.')}). "
                + "Check that the folder can be written and that the file is one of this app, "
                + "or set LeadScoring__DataPath to another folder.");
        }
    }

    // 24 MiB of pages at most: what a flood of entries leaves in memory for good; the system caches the file as well.
    // What is deleted is overwritten: who was erased must not be found in the file's free pages.
    public StoreConnection OpenForWriting() => new(
        Open("PRAGMA cache_size=-24576; PRAGMA wal_autocheckpoint=4000; PRAGMA secure_delete=ON;"));

    public StoreConnection OpenForReading() => new(Open("PRAGMA query_only=1;"));

    private static void Prepare(SqliteConnection connection)
    {
        Run(connection, "PRAGMA busy_timeout=10000;");
        // Another program's file is refused before anything in it changes.
        if (!IsNew(connection)) CheckOurs(connection);
        // The page size must come first: it cannot change any more once the file is in WAL mode.
        Run(connection, "PRAGMA page_size=8192;");
        if ((string)Scalar(connection, "PRAGMA journal_mode=WAL;") != "wal")
            throw Refused(connection.DataSource, "is on a disk that cannot hold a write-ahead log (a network share?). "
                + "Set LeadScoring__DataPath to a folder on a local disk.");
        Run(connection, "PRAGMA synchronous=FULL; BEGIN IMMEDIATE;");
        if (IsNew(connection))
            Run(connection, $"{Schema} PRAGMA application_id={ApplicationId}; PRAGMA user_version={Version};");
        else
            CheckOurs(connection);
        Run(connection, "COMMIT;");
    }

    private static bool IsNew(SqliteConnection connection) =>
        (long)Scalar(connection, "SELECT COUNT(*) FROM sqlite_schema;") == 0;

    private static void CheckOurs(SqliteConnection connection)
    {
        if ((long)Scalar(connection, "PRAGMA application_id;") != ApplicationId)
            throw Refused(connection.DataSource,
                "is the database of another program. Set LeadScoring__DataPath to another folder.");
        if ((long)Scalar(connection, "PRAGMA user_version;") is var version && version != Version)
            throw Refused(connection.DataSource,
                $"has the schema version {version}, but this app knows version {Version}. "
                + "Start the version of the app that wrote it, or set LeadScoring__DataPath to another folder.");
    }

    private SqliteConnection Open(string pragmas)
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        var synchronous = _flushes ? "FULL" : "OFF";
        Run(connection,
            $"PRAGMA busy_timeout=10000; PRAGMA synchronous={synchronous}; PRAGMA temp_store=MEMORY; {pragmas}");
        return connection;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static object Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()!;
    }

    private StartRefusedException Refused(string reason) => Refused(_path, reason);

    private static StartRefusedException Refused(string path, string reason) => new($"The store {path} {reason}");
}
