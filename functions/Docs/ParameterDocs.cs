using System.Globalization;
using System.Text.Json.Nodes;

namespace LeadScoring.Docs;

/// <summary>
/// What the parameters of addresses mean, one meaning a name. A kind is <c>text</c>, <c>time</c>, <c>date</c>,
/// <c>1..1000</c>, <c>number 0..100</c> or the choices there are (<c>json|csv</c>).
/// </summary>
internal static class ParameterDocs
{
    private static readonly Dictionary<string, (string Kind, string What)> Known = new(StringComparer.Ordinal)
    {
        ["product"] = ("text", "A product line of scoring.json."),
        ["minScore"] = ("number 0..100", "Only leads with at least this score."),
        ["maxScore"] = ("number 0..100", "Only leads with at most this score."),
        ["attribute.{name}"] = ("text", "Only leads with this answer; the names are those of filters in sales.json."),
        ["reactedSince"] = ("time", "Only leads that reacted since."),
        ["contactBefore"] = ("time", "Only leads whose next contact is planned for before."),
        ["curve"] = ("true|false", "With the scores of the past year, one for every 30 days, the newest last."),
        ["stage"] = ("text", "A stage of scoring.json."),
        ["class"] = ("first-time|toddler|steady|trend|loyal", "A customer class."),
        ["campaign"] = ("text", "A campaign of the content."),
        ["claimed"] = ("yes|no", "Whether somebody works the lead now."),
        ["view"] = ("text", "A saved view, in the place of all filters."),
        ["audience"] = ("high-score|loyal", "Who: leads from minScore on, or loyal customers."),
        ["owner"] = ("text", "Who works the lead, by id."),
        ["changedSince"] = ("time", "Only leads whose place in the list changed since."),
        ["interestedIn"] = ("text", "Only leads with a score in this other product line."),
        ["minInterest"] = ("number 0..100", "The least of that score."),
        ["minLikeness"] = ("60|70|80|90", "Only leads that are told to be as like loyal customers, of 100."),
        ["top"] = ("1..1000", "How many at the most; leads as JSON at most 1,000."),
        ["cursor"] = ("text", "Where the last page ended, as it was answered; all other parameters stay as they were."),
        ["format"] = ("json|csv", "CSV is for spreadsheets: UTF-8 with BOM; its cursor is in X-Next-Cursor."),
        ["lang"] = ("text", "The language of sentences and names: ja, en, or another one of the brand."),
        ["theme"] = ("text", "A theme of voice.json; none stands for words that have no theme."),
        ["since"] = ("time", "Only what happened since."),
        ["from"] = ("date", "The first day, in the brand's time zone."),
        ["to"] = ("date", "The last day, in the brand's time zone."),
        ["before"] = ("30|90|365", "Touchpoints within so many days before the order."),
        ["by"] = ("text", "How the figures are cut."),
        ["credit"] = (
            "first|last|linear|time-decay|shapley",
            "By which rule orders and revenue are credited; first if nothing is said."),
        ["asOf"] = ("date", "As of the end of this day; today if nothing is said."),
        ["scenario"] = ("text", "A scenario's id; (confirmation) stands for the mails that ask to confirm."),
        ["version"] = ("1..1000000", "A version."),
        ["step"] = ("text", "A step of the scenario."),
        ["status"] = ("sent|suppressed|heldOut|failed|unknown", "What became of a mail."),
        ["reason"] = ("text", "Why it became of it."),
        ["groupBy"] = ("text", "Some of day, scenario, version, step, separated by commas."),
        ["kind"] = ("reaction|drop|hotAgain", "What an alert is about."),
        ["open"] = ("true|false", "Whether nobody has acknowledged it."),
        ["against"] = ("1..2147483647", "The version to compare with; the one before if nothing is said."),
        ["horizonDays"] = ("90|180|365|730|1095", "How far ahead, in days; 365 if nothing is said."),
        ["days"] = ("30|90|180|365", "How long each lead is followed after its assignment; 90 if nothing is said."),
        ["outcome"] = ("purchase|revenue|stage", "What is compared; purchase if nothing is said."),
        ["effect"] = (
            "number 0..1000000000000",
            "The difference to be found, in percentage points, or of revenue a lead; the one seen if nothing is said."),
        ["leadId"] = ("text", "A lead's id, from a list or from POST /leads/find."),
        ["locale"] = ("text", "A language of the brand."),
        ["part"] = ("1..999", "The number of a part of the file, from 1."),
        ["queue"] = ("text", "A queue: entries, reactions or sends."),
        ["caller"] = (
            "text", "Who was shown it: admin, a key's id, entra:{oid} of a person of the directory, or view:{id}."),
        ["campaignId"] = ("text", "A campaign of the content."),
        ["scenarioId"] = ("text", "A scenario's id."),
        ["state"] = ("lapsed|soon", "Only who has lapsed, or only who will; both if nothing is said."),
        ["within"] = ("1..3650", "Also who lapses within so many days. Default 30."),
        ["routeId"] = ("text", "A route's id, from GET /insights/golden-route."),
        ["alertId"] = ("text", "An alert's id, from GET /insights/alerts."),
        ["token"] = ("text", "The signed token of a mail's link."),
        ["id"] = ("text", "The id, as the list answers it."),
        ["name"] = ("text", "The name of a mail: its folder in templates."),
        ["file"] = ("text", "A file of the console, by its name."),
        ["page"] = ("text", "A language for the landing page, thanks or brochure."),
        ["sendId"] = ("text", "A mail's id in the outbox."),
    };

    public static bool Knows(string name) => Known.ContainsKey(name);

    /// <summary>The parameter in OpenAPI; <paramref name="kind"/> is the usual one where null.</summary>
    public static JsonObject Of(string name, string place, bool required, string? kind = null)
    {
        var (usual, what) = Known.GetValueOrDefault(name, ("text", ""));
        return new JsonObject
        {
            ["name"] = name,
            ["in"] = place,
            ["required"] = required,
            ["description"] = what,
            ["schema"] = SchemaOf(kind ?? usual),
        };
    }

    private static JsonObject SchemaOf(string kind) => kind.Split(' ') switch
    {
        ["text"] => new JsonObject { ["type"] = "string" },
        ["time"] => new JsonObject { ["type"] = "string", ["format"] = "date-time" },
        ["date"] => new JsonObject { ["type"] = "string", ["format"] = "date" },
        [var range] when range.Contains("..", StringComparison.Ordinal) => InRange("integer", range),
        ["number", var range] => InRange("number", range),
        _ => new JsonObject
        {
            ["type"] = "string",
            ["enum"] = new JsonArray([.. kind.Split('|').Select(choice => (JsonNode)choice)]),
        },
    };

    private static JsonObject InRange(string type, string range)
    {
        var ends = range.Split("..").Select(end => long.Parse(end, CultureInfo.InvariantCulture)).ToList();
        return new JsonObject { ["type"] = type, ["minimum"] = ends[0], ["maximum"] = ends[1] };
    }
}
