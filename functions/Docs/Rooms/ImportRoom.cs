using LeadScoring.Imports;
using static LeadScoring.Docs.DoorDoc;

namespace LeadScoring.Docs.Rooms;

/// <summary>Where files of past data come in.</summary>
internal static class ImportRoom
{
    public static IReadOnlyList<DoorDoc> Doors { get; } =
    [
        Post("MakeImport", "An import is made: what the file holds, and which column is which field.")
            .Takes<ImportBody>().Gives<ImportView>(201).Refuses(409, "There is another import of this id."),
        Post("SuggestMapping", "A mapping is suggested for the first lines of a file.")
            .Takes<SuggestMappingBody>().Gives<SuggestedMapping>(),
        Get("ListImports", "All imports, the newest first.").Asks("lang").Gives<ImportList>(),
        Put("PutImportFile", "The file, or a part of it; the same part again changes nothing.")
            .Asks("part!").Takes("text/csv", "Bytes of the file, up to 12 MB; lines and letters may be cut anywhere.")
            .Gives<ImportView>()
            .Refuses(404, "There is no such import.").Refuses(409, "The work on the file has begun."),
        Post("StartImport", "The file is tried (dryRun), which changes no lead, or taken in.")
            .Takes<StartImportBody>().Gives<ImportView>(202)
            .Refuses(404, "There is no such import.").Refuses(409, "It is at work, or was taken in."),
        Get("ShowImport", "How far it is, its first errors, and the first lines as they are understood.")
            .Asks("lang").Gives<ImportShown>().Refuses(404, "There is no such import."),
        Get("ImportErrors", "What was wrong, line by line, without what says who somebody is.")
            .Asks("lang").Gives(Content.Csv, "Line, values, errors; the first 50,000.")
            .Refuses(404, "There is no such import."),
        Post("UndoImport", "What it brought is taken back; also of one that runs, which is stopped.")
            .Gives<ImportView>(202).Gives<ImportView>()
            .Refuses(404, "There is no such import.").Refuses(409, "It has changed no lead."),
        Delete("RemoveImport", "The import, its file and its errors go; what it brought stays, for good.")
            .GivesNone(204, "It is not there any more.").Refuses(409, "It is at work."),
    ];
}
