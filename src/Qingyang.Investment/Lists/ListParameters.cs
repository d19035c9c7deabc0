using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Primitives;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Lists;

/// <summary>The parameters of a list's address, once each: its name, what is right, and how it is read and written.</summary>
internal static class ListParameters
{
    private const int LongestText = 100, LongestQuiet = 36_500, LastPage = 1_000_000;

    /// <summary>What a table of enterprises can show.</summary>
    private static readonly IReadOnlyList<string> Columns =
        [.. typeof(ListedEnterprise).GetProperties().Where(x => x.Name != nameof(ListedEnterprise.Id)).Select(x => Camel(x.Name))];

    private static readonly IReadOnlyList<string> Sorts = [.. Enum.GetNames<SortBy>().Select(Camel)];

    private static readonly IReadOnlyList<Parameter> All =
    [
        Text("q", x => x.Q, (x, text) => x with { Q = text }, tidy: false),
        new("county", () => Say.Of("list.county"), (x, text, city) => city.Find(text) is { } county ? x with { County = county.Code } : null, x => x.County),
        Text("chain", x => x.Chain, (x, text) => x with { Chain = text }),
        Text("source", x => x.Source, (x, text) => x with { Source = text }),
        Text("origin", x => x.Origin, (x, text) => x with { Origin = text }),
        new("stage", () => Say.Of("list.stage", "stage"), (x, text, _) => Stages.TryParse(text, out var stage) ? x with { Stage = stage } : null, x => Camel(x.Stage)),
        new("reached", () => Say.Of("list.stage", "reached"), (x, text, _) => Stages.TryParse(text, out var stage) ? x with { Reached = stage } : null, x => Camel(x.Reached)),
        Text("official", x => x.Official, (x, text) => x with { Official = text }),
        Text("taskForce", x => x.TaskForce, (x, text) => x with { TaskForce = text }),
        Day("contactedFrom", x => x.ContactedFrom, (x, day) => x with { ContactedFrom = day }),
        Day("contactedTo", x => x.ContactedTo, (x, day) => x.ContactedFrom > day ? null : x with { ContactedTo = day }),
        Number("quiet", LongestQuiet, x => x.Quiet, (x, days) => x with { Quiet = days }),
        new("due", () => Say.Of("list.due"), (x, text, _) => TryParse<Due>(text, out var due) ? x with { Due = due } : null, x => Camel(x.Due)),
        new("sort", () => Say.Of("list.sort", Say.List(Sorts)),
            (x, text, _) => TryParse<SortBy>(text.TrimStart('-'), out var sort) && text.LastIndexOf('-') <= 0 ? x with { Sort = sort, Descending = text[0] == '-' } : null,
            x => x is { Sort: SortBy.Name, Descending: false } ? null : (x.Descending ? "-" : "") + Camel(x.Sort.ToString())),
        new("columns", () => Say.Of("list.columns", Say.List(Columns)),
            (x, text, _) => text.Split(',') is var names && names.All(Columns.Contains) && names.Distinct().Count() == names.Length ? x with { Columns = [.. names] } : null,
            x => x.Columns.IsEmpty ? null : string.Join(',', x.Columns)),
        new("view", () => Say.Of("list.view"), (x, text, _) => text is "list" or "board" ? x with { Board = text == "board" } : null, x => x.Board ? "board" : null),
        Number("page", LastPage, x => x.Page == 1 ? null : x.Page, (x, page) => x with { Page = page }),
        Number("size", Query.LargestPage, x => x.Size == Query.UsualPage ? null : x.Size, (x, size) => x with { Size = size }),
    ];

    public static IReadOnlyCollection<string> Names { get; } = [.. All.Select(x => x.Name)];

    public static (ListFilter, ListFault?) Read(IEnumerable<KeyValuePair<string, StringValues>> query, City city)
    {
        var written = query.ToDictionary(x => x.Key, x => x.Value, StringComparer.OrdinalIgnoreCase);
        var filter = new ListFilter();

        if (written.Keys.FirstOrDefault(x => !Names.Contains(x, StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            return (filter, new ListFault(unknown, Say.Of("list.parameter.unknown", unknown, Say.List(Names))));
        }

        foreach (var parameter in All)
        {
            var texts = written.GetValueOrDefault(parameter.Name).Select(Spelling.OrNull).OfType<string>().ToList();

            if (texts.Count == 0)
            {
                continue;
            }

            if (texts.Count > 1)
            {
                return (filter, new ListFault(parameter.Name, Say.Of("query.once", parameter.Name)));
            }

            if (parameter.Read(filter, texts[0], city) is not { } read)
            {
                return (filter, new ListFault(parameter.Name, parameter.Sentence()));
            }

            filter = read;
        }

        return (filter, null);
    }

    public static string Write(ListFilter filter) =>
        string.Join('&', All.Select(x => (x.Name, Value: x.Write(filter))).Where(x => x.Value is not null).Select(x => $"{x.Name}={Uri.EscapeDataString(x.Value!)}"));

    private sealed record Parameter(string Name, Func<string> Sentence, Func<ListFilter, string, City, ListFilter?> Read, Func<ListFilter, string?> Write);

    private static Parameter Text(string name, Func<ListFilter, string?> value, Func<ListFilter, string, ListFilter> with, bool tidy = true) => new(
        name, () => Say.Of("list.text.long", name, LongestText),
        (x, text, _) => text.Length <= LongestText && !text.Contains('\0', StringComparison.Ordinal) ? with(x, tidy ? Spelling.Tidy(text) : text) : null, value);

    private static Parameter Day(string name, Func<ListFilter, DateOnly?> value, Func<ListFilter, DateOnly, ListFilter?> with) => new(
        name, () => Say.Of("list.days", name, Query.DaySentence),
        (x, text, _) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? with(x, day) : null,
        x => value(x)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    private static Parameter Number(string name, int most, Func<ListFilter, int?> value, Func<ListFilter, int, ListFilter> with) => new(
        name, () => Say.Of("list.number", name, most),
        (x, text, _) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? with(x, number) : null,
        x => value(x)?.ToString(CultureInfo.InvariantCulture));

    private static bool TryParse<T>(string text, out T value) where T : struct, Enum =>
        Enum.TryParse(text, ignoreCase: true, out value) && Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase);

    private static string? Camel<T>(T? value) where T : struct, Enum => value is { } v ? Camel(v.ToString()) : null;

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
