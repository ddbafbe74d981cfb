using System.Text.Json.Serialization;

namespace LeadScoring.Imports;

/// <summary>How far an import is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ImportPhase>))]
public enum ImportPhase
{
    /// <summary>It takes its file.</summary>
    Open,

    /// <summary>The file is read, and nothing else is done: a dry run.</summary>
    Trying,
    Tried,
    Running,
    Done,
    Undoing,
    Undone,
}

/// <summary>A part of the file: its number from 1, its bytes, and their digest.</summary>
public sealed record ImportPart(int Number, long Bytes, string Digest);

/// <summary>An import's own row, which every step of the work insists on as it was read.</summary>
public sealed record ImportState
{
    /// <summary>A file that nobody starts goes after so many days, since it holds addresses.</summary>
    public const int IdleDays = 7;

    /// <summary>The work on a slice is broken off after so long, and begun again.</summary>
    public static readonly TimeSpan SliceTime = TimeSpan.FromSeconds(90);

    /// <summary>With room for what was on its way to the store when a slice was broken off.</summary>
    private static readonly TimeSpan SliceOver = TimeSpan.FromMinutes(2);

    public required string Id { get; init; }

    /// <summary>What people call it, for example the file's name; null: its id.</summary>
    public string? Name { get; init; }
    public required ImportDefinition Definition { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The last step that somebody asked for.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    public ImportPhase Phase { get; init; } = ImportPhase.Open;
    public IReadOnlyList<ImportPart> Parts { get; init; } = [];

    /// <summary>Each start is a run of its own, whose errors replace those of the one before.</summary>
    public int Run { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The columns of the header.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Where the next slice begins, in bytes of the file; also how much of the file there was.</summary>
    public long Offset { get; init; }
    public long Bytes { get; init; }

    /// <summary>The number of the line at <see cref="Offset"/>.</summary>
    public int Line { get; init; } = 1;

    /// <summary>Where lines are put in the order of leads before they are judged: how far that is; else null.</summary>
    public ImportSorting? Sorting { get; init; }

    public int Read { get; init; }
    public int Accepted { get; init; }
    public int Changed { get; init; }
    public int Unchanged { get; init; }
    public int Rejected { get; init; }

    /// <summary>While it is undone: the last row of leads that is worked off, and how many leads that were.</summary>
    public string? UndoneTo { get; init; }
    public int LeadsUndone { get; init; }

    /// <summary>From when on it may be undone: a slice at work when it was stopped has ended by then.</summary>
    public DateTimeOffset? UndoFrom { get; init; }

    /// <summary>By which it knows its own work; an import that takes the id of a removed one has another.</summary>
    [JsonIgnore]
    public string Mark => ImportMark.Of(Id, CreatedAt, Definition.Quiet);

    [JsonIgnore]
    public bool IsAtWork => Phase is ImportPhase.Trying or ImportPhase.Running or ImportPhase.Undoing;

    [JsonIgnore]
    public bool HasFile => Parts.Count > 0;

    /// <summary>With a part, which takes the place of another content of the same number.</summary>
    public ImportState With(ImportPart part, DateTimeOffset now) => this with
    {
        Parts = [.. Parts.Where(other => other.Number != part.Number).Append(part).OrderBy(one => one.Number)],
        AskedAt = now,
        Phase = ImportPhase.Open,
    };

    /// <summary>The number of a part that is missing between others; null: the file is whole.</summary>
    public int? MissingPart() => Parts.Select((part, at) => part.Number == at + 1 ? (int?)null : at + 1)
        .FirstOrDefault(missing => missing is not null);

    /// <summary>Of the file, in whole percent; 100 only at the end.</summary>
    public int Percent() => Phase is ImportPhase.Done or ImportPhase.Tried or ImportPhase.Undone ? 100
        : Bytes == 0 ? 0
        : Sorting is null ? (int)Math.Min(99, Offset * 100 / Bytes)
        : (int)Math.Min(99, Offset * SortingPercent / Bytes
            + (Offset < Bytes ? 0 : (100 - SortingPercent) * (long)Sorting.Done / Math.Max(1, Sorting.Lines)));

    /// <summary>What the sorting is of the whole work, about.</summary>
    private const int SortingPercent = 30;

    public ImportState Starting(bool isDry, DateTimeOffset now, IReadOnlyList<string>? columns) => this with
    {
        Phase = isDry ? ImportPhase.Trying : ImportPhase.Running,
        Run = Run + 1,
        StartedAt = now,
        AskedAt = now,
        FinishedAt = null,
        Columns = columns,
        Offset = 0,
        Bytes = Parts.Sum(part => part.Bytes),
        Line = 1,
        Sorting = isDry || Definition.HasOrders ? new ImportSorting(0, 0, null) : null,
        Read = 0,
        Accepted = 0,
        Changed = 0,
        Unchanged = 0,
        Rejected = 0,
        UndoneTo = null,
        LeadsUndone = 0,
    };

    public bool IsIdle(DateTimeOffset now) =>
        Phase is ImportPhase.Open or ImportPhase.Tried && now >= AskedAt.AddDays(IdleDays);

    public ImportState BeingUndone(DateTimeOffset now) => this with
    {
        Phase = ImportPhase.Undoing,
        Parts = [],
        FinishedAt = null,
        UndoFrom = Phase == ImportPhase.Running ? now + SliceOver : null,
    };

    /// <summary>Null: it may be undone now.</summary>
    public TimeSpan? UndoWaits(DateTimeOffset now) => UndoFrom > now ? UndoFrom - now : null;

    /// <summary>With a slice's work; it ends where the file does.</summary>
    public ImportState After(ImportSlice slice, IReadOnlyCollection<LineVerdict> verdicts, DateTimeOffset now)
    {
        var after = Counted(verdicts) with { Offset = slice.Next, Line = slice.NextLine };
        return slice.Next < Bytes ? after : after.Ended(now);
    }

    /// <summary>With a slice put in the order of leads, but for the lines that were rejected at sight.</summary>
    public ImportState After(ImportSlice slice, int sorted, IReadOnlyCollection<LineVerdict> verdicts) =>
        Counted(verdicts) with
        {
            Offset = slice.Next,
            Line = slice.NextLine,
            Sorting = Sorting! with { Lines = Sorting.Lines + sorted },
        };

    /// <summary>With the work on lines that lay in the order of leads; it ends where there are no more.</summary>
    public ImportState After(SortedSlice slice, IReadOnlyCollection<LineVerdict> verdicts, DateTimeOffset now)
    {
        var after = Counted(verdicts) with
        {
            Sorting = Sorting! with { Done = Sorting.Done + verdicts.Count, To = slice.To ?? Sorting.To },
        };
        return slice.IsLast ? after.Ended(now) : after;
    }

    private ImportState Ended(DateTimeOffset now) => this with
    {
        Phase = Phase == ImportPhase.Trying ? ImportPhase.Tried : ImportPhase.Done,
        FinishedAt = now,
        Sorting = Sorting is null ? null : Sorting with { To = null },
    };

    private ImportState Counted(IReadOnlyCollection<LineVerdict> verdicts) => this with
    {
        Read = Read + verdicts.Count,
        Accepted = Accepted + verdicts.Count(one => one.Verdict == Verdict.Accepted),
        Changed = Changed + verdicts.Count(one => one.Verdict == Verdict.Changed),
        Unchanged = Unchanged + verdicts.Count(one => one.Verdict == Verdict.Unchanged),
        Rejected = Rejected + verdicts.Count(one => one.Verdict == Verdict.Rejected),
    };
}

/// <summary>How many lines were put in the order of leads, how many of them are judged, and up to which row.</summary>
public sealed record ImportSorting(int Lines, int Done, string? To);

/// <summary>Some records of a file, and where the next ones begin.</summary>
public sealed record ImportSlice(IReadOnlyList<ImportRecord> Records, long Next, int NextLine);

/// <summary>One record: the number of its first line, and its cells; without them, what is wrong with it.</summary>
public sealed record ImportRecord(int Line, IReadOnlyList<string>? Cells, string? Problem);

/// <summary>What is wrong with a line; it holds no value that says who somebody is.</summary>
public sealed record ImportError(int Line, string Text, IReadOnlyList<string> Errors);
