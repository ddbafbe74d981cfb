using LeadScoring.Storage;

namespace LeadScoring.Imports;

/// <summary>What became of the lines read so far, or would become of them where it is tried.</summary>
/// <param name="Read">All of them.</param>
/// <param name="Accepted">New ones.</param>
/// <param name="Changed">Those that change what is known of a person.</param>
/// <param name="Unchanged">Those that were known already.</param>
/// <param name="Rejected">Those that count nowhere.</param>
public sealed record ImportLines(int Read, int Accepted, int Changed, int Unchanged, int Rejected);

/// <summary>A line as it is understood before anything is done; <c>errors</c>: why it would be rejected.</summary>
public sealed record ImportPreview(
    int Line, IReadOnlyDictionary<string, string> Values, string? OccurredAt, IReadOnlyList<string> Errors);

/// <summary>An import as its door shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What people call it, for example the file's name.</param>
/// <param name="Kind">purchases, reactions or leads.</param>
/// <param name="Product">The product of lines that name none.</param>
/// <param name="State">open, trying, tried, running, done, undoing, undone.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="StartedAt">When its last run began.</param>
/// <param name="FinishedAt">When that ended.</param>
/// <param name="Quiet">Whether it begins nothing.</param>
/// <param name="Bytes">Of the file.</param>
/// <param name="Parts">Of the file, while it is kept.</param>
/// <param name="Columns">The header, where there is one and the import was started.</param>
/// <param name="Lines">How many lines of the last run were read, and what became of them.</param>
/// <param name="Percent">Of the file; 100 at the end only.</param>
/// <param name="LeadsUndone">While it is undone: the leads worked off.</param>
/// <param name="Note">What to do next, in the reader's language.</param>
public sealed record ImportView(
    string Id, string? Name, string Kind, string? Product, string State, DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, bool Quiet, long Bytes, IReadOnlyList<ImportPart> Parts,
    IReadOnlyList<string>? Columns, ImportLines Lines, int Percent, int LeadsUndone, string Note)
{
    public static ImportView Of(ImportState import, string language) => new(
        import.Id, import.Name, Json.Name(import.Definition.Kind), import.Definition.Product, Json.Name(import.Phase),
        import.CreatedAt, import.StartedAt, import.FinishedAt, import.Definition.Quiet,
        import.HasFile ? import.Parts.Sum(part => part.Bytes) : import.Bytes, import.Parts, import.Columns,
        new ImportLines(import.Read, import.Accepted, import.Changed, import.Unchanged, import.Rejected),
        import.Percent(), import.LeadsUndone, ImportTexts.Note(import, language));
}

/// <summary>
/// The same with its first errors and, while the file is kept, its first lines as they are understood.
/// </summary>
public sealed record ImportShown(
    ImportView Import, IReadOnlyList<ImportError> Errors, IReadOnlyList<ImportPreview> Preview);

/// <summary>All imports, the newest first.</summary>
public sealed record ImportList(IReadOnlyList<ImportView> Imports);
