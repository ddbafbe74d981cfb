namespace LeadScoring.Publishing;

/// <summary>
/// One mistake in the content: the file below the content folder, the path inside it (empty: the file as a whole), and
/// what to do about it.
/// </summary>
public sealed record ContentProblem(string File, string Path, string Reason)
{
    public override string ToString() => Path.Length == 0 ? $"{File}: {Reason}" : $"{File}: {Path}: {Reason}";
}
