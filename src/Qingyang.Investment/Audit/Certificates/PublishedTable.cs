using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit.Certificates;

/// <summary>One cell of a published table (已发布的表) and what the log says of it.</summary>
/// <param name="Then">As it was known at the end of that day; <paramref name="Known"/>: as it was known when it was asked for.</param>
/// <param name="Verdict"><c>same</c> (as known), <c>sameThen</c> (as it was known at the end of that day, and changed since), <c>differs</c>, or <c>unreadable</c>.</param>
public sealed record CheckedCell(int Row, string Figure, string Date, string Group, string Value, long? Then, long? Known, string Verdict, string? Sentence);

/// <summary>A published table, checked cell by cell, by what was known at that log position.</summary>
public sealed record CheckedTable(string Definition, long Position, int Cells, int Same, int SameThen, int Differing, int Unreadable, IReadOnlyList<CheckedCell> Rows);

/// <summary>
/// Checks a table of figures that somebody published: CSV (UTF-8 or GB18030) with the columns 指标 (figure: 在册, 对接, 签约, 落地), 日期 (date), 分组 (group:
/// a county, or 产业链:人工智能, 线索来源:…, 月份:2024-06; empty is the whole) and 数值 (value).
/// </summary>
public sealed class PublishedTable(FunnelQuestion funnel, FunnelEnterprises enterprises, LogMoments moments, ReadModelPosition readModels, City city)
{
    public const int MostRows = 10_000;

    private static readonly Dictionary<string, string[]> Heads = new()
    {
        ["figure"] = ["指标", "figure", "stage"],
        ["date"] = ["日期", "date", "截至", "asof"],
        ["group"] = ["分组", "group", "县区"],
        ["value"] = ["数值", "value", "户数", "count"],
    };

    /// <param name="csv">The file.</param>
    /// <param name="definition">By which figures are counted.</param>
    /// <param name="knownAt">The log position up to which entries count; null is all that is known.</param>
    /// <param name="cancellation">Stops counting.</param>
    /// <returns>Null where the columns are not there, or there are too many rows.</returns>
    public async Task<CheckedTable?> CheckAsync(byte[] csv, FigureDefinition definition, long? knownAt, CancellationToken cancellation)
    {
        if (RowsOf(CsvText.Decode(csv)) is not { } rows)
        {
            return null;
        }

        var position = knownAt ?? (await readModels.FindAsync(cancellation)).Position;
        var figures = new TableFigures(funnel, enterprises, moments, city, position, definition);
        var cells = new List<CheckedCell>();

        foreach (var row in rows)
        {
            cells.Add(await CheckedAsync(row, figures, cancellation));
        }

        return new CheckedTable(definition.Name, position, cells.Count, Count("same"), Count("sameThen"), Count("differs"), Count("unreadable"), cells);

        int Count(string verdict) => cells.Count(x => x.Verdict == verdict);
    }

    private static List<CheckedCell>? RowsOf(string csv)
    {
        using var reader = new CsvReader(new StringReader(csv), new CsvConfiguration(CultureInfo.InvariantCulture) { TrimOptions = TrimOptions.Trim, BadDataFound = null, MissingFieldFound = null });

        if (!reader.Read() || !reader.ReadHeader())
        {
            return null;
        }

        var columns = Heads.ToDictionary(x => x.Key, x => Array.FindIndex(reader.HeaderRecord!, h => x.Value.Contains(h.Trim('\ufeff', ' ').ToLowerInvariant())));
        var rows = new List<CheckedCell>();

        while (rows.Count <= MostRows && reader.Read())
        {
            rows.Add(new CheckedCell(reader.Parser.Row, At("figure"), At("date"), At("group"), At("value"), null, null, "unreadable", null));
        }

        return columns["figure"] < 0 || columns["date"] < 0 || columns["value"] < 0 || rows.Count > MostRows ? null : rows;

        string At(string name) => columns[name] < 0 ? "" : reader.GetField(columns[name]) ?? "";
    }

    private async Task<CheckedCell> CheckedAsync(CheckedCell cell, TableFigures figures, CancellationToken cancellation)
    {
        if (!Stages.TryParse(cell.Figure, out var stage))
        {
            return cell with { Sentence = Say.Of("table.figure") };
        }

        if (!DateOnly.TryParseExact(cell.Date, (string[])["yyyy-MM-dd", "yyyy/M/d", "yyyy年M月d日"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return cell with { Sentence = Query.DaySentence };
        }

        if (!long.TryParse(cell.Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var published))
        {
            return cell with { Sentence = Say.Of("table.value") };
        }

        if (GroupOf(cell.Group) is not { } group)
        {
            return cell with { Sentence = Say.Of("table.group", city.CountyNames) };
        }

        var (then, known) = await figures.OfAsync(stage, day, group.By, group.Key, cancellation);

        return cell with { Then = then, Known = known, Verdict = published == known ? "same" : published == then ? "sameThen" : "differs" };
    }

    private (GroupBy By, string Key)? GroupOf(string text)
    {
        var (name, value) = text.Split((char[])[':', '：', '='], 2) is [var a, var b] ? (a.Trim(), b.Trim()) : ("", text.Trim());

        return (name.ToLowerInvariant(), value) switch
        {
            ("", "" or "全市" or "合计" or "全部") => (GroupBy.Nothing, ""),
            ("" or "县区" or "county", _) when city.Find(value) is { } county => (GroupBy.County, county.Name),
            ("产业链" or "chain", _) => (GroupBy.Chain, value),
            ("线索来源" or "source", _) => (GroupBy.Source, value),
            ("注册地" or "origin", _) => (GroupBy.Origin, value),
            ("月份" or "month", _) => (GroupBy.Month, value),
            _ => null,
        };
    }
}
