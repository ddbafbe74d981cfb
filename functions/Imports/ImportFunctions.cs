using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Imports;

/// <summary>The doors by which files of past purchases, reactions and leads come in.</summary>
public sealed class ImportFunctions(ImportDoor door, FileDoor files)
{
    [Function("MakeImport")]
    public Task<IResult> Make(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "imports")] HttpRequest request,
        CancellationToken cancel) => door.MakeAsync(request, cancel);

    [Function("SuggestMapping")]
    public Task<IResult> Suggest(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "imports/suggest")] HttpRequest request,
        CancellationToken cancel) => door.SuggestAsync(request, cancel);

    [Function("ListImports")]
    public Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "imports")] HttpRequest request,
        CancellationToken cancel) => door.ListAsync(request, cancel);

    [Function("PutImportFile")]
    public Task<IResult> PutFile(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "imports/{id}/file")] HttpRequest request,
        string id, CancellationToken cancel) => files.PutAsync(request, id, cancel);

    [Function("StartImport")]
    public Task<IResult> Start(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "imports/{id}/start")] HttpRequest request,
        string id, CancellationToken cancel) => files.StartAsync(request, id, cancel);

    [Function("ShowImport")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "imports/{id}")] HttpRequest request,
        string id, CancellationToken cancel) => files.ShowAsync(request, id, cancel);

    [Function("ImportErrors")]
    public Task<IResult> Errors(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "imports/{id}/errors")] HttpRequest request,
        string id, CancellationToken cancel) => files.ErrorsAsync(request, id, cancel);

    [Function("UndoImport")]
    public Task<IResult> Undo(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "imports/{id}/undo")] HttpRequest request,
        string id, CancellationToken cancel) => door.UndoAsync(id, cancel);

    [Function("RemoveImport")]
    public Task<IResult> Remove(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "imports/{id}")] HttpRequest request,
        string id, CancellationToken cancel) => door.RemoveAsync(id, cancel);
}
