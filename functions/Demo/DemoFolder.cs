using LeadScoring.Storage;

namespace LeadScoring.Demo;

/// <summary>
/// The data folder of a demo. A mark in it says that everything there was made by a demo, and whether it came to its
/// end: what a demo made may be thrown away, nothing else ever is.
/// </summary>
internal sealed class DemoFolder(string folder)
{
    private const string Name = "demo.json";

    private string Mark => Path.Combine(folder, Name);

    private string Store => Path.Combine(folder, Stores.FileName);

    /// <summary>Makes room for a new demo; true where one that was broken off had to go.</summary>
    /// <exception cref="StartRefusedException">Something is there that is to stay.</exception>
    public bool Clear(bool fresh)
    {
        var made = File.Exists(Mark) ? Json.Read<Made>(File.ReadAllText(Mark)) : null;
        if (made is { Finished: true } && !fresh)
            throw new StartRefusedException(
                $"{folder} holds a demo already. Look at it (dotnet run --project functions), replace it by a new one "
                + "with --fresh, or choose another folder with --data.");
        if (made is null && File.Exists(Store))
            throw new StartRefusedException(
                $"{folder} holds a store that no demo made, and it stays: choose another folder with --data.");
        if (made is null) return false;
        foreach (var file in new[] { Store, Store + "-wal", Store + "-shm" }) File.Delete(file);
        var outbox = Path.Combine(folder, "outbox");
        if (Directory.Exists(outbox)) Directory.Delete(outbox, recursive: true);
        File.Delete(Mark);
        return !made.Finished;
    }

    public void Begin(DemoOptions options)
    {
        DataPath.Make(folder);
        Write(new Made(options.Seed, options.Leads, options.Months, false));
    }

    /// <summary>Nothing was made here.</summary>
    public void Withdraw() => File.Delete(Mark);

    /// <summary>The store is closed; it was filled without flushes, so it goes to the disk before it counts.</summary>
    public void End(DemoOptions options)
    {
        using (var store = new FileStream(Store, FileMode.Open, FileAccess.ReadWrite)) store.Flush(flushToDisk: true);
        Write(new Made(options.Seed, options.Leads, options.Months, true));
    }

    private void Write(Made made)
    {
        var next = Mark + ".next";
        File.WriteAllText(next, Json.Write(made));
        File.Move(next, Mark, overwrite: true);
    }

    private sealed record Made(int Seed, int Leads, int Months, bool Finished);
}
