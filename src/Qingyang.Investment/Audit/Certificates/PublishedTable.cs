using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit.Certificates;

/// <summary>One cell of a published table (已发布的表) and what the log says of it.</summary>
/// <param name="Then">As it was known at the end of that day; <paramref name="Now"/>: as it is known now.</param>
/// <param name="Verdict"><c>same</c> (as known then and now), <c>sameThen</c> (changed since), <c>sameNow</c> (not known so then), <c>differs</c>, or <c>unreadable</c>.</param>
public sealed record CheckedCell(int Row, string Figure, string Date, string Group, string Value, long? Then, long? Now, string Verdict, string? Sentence);

/// <summary>A published table, checked cell by cell.</summary>
public sealed record CheckedTable(string Definition, int Cells, int Same, int Differing, int Unreadable, IReadOnlyList<CheckedCell> Rows);

/// <summary>
/// Checks a table of figures that somebody published: CSV with the columns 指标 (figure: 在册, 对接, 签约, 落地), 日期 (date), 分组 (group: a county, or
/// 产业链:人工智能, 线索来源:…, 月份:2024-06; empty is the whole) and 数值 (value).
/// </summary>
public sealed class PublishedTable(FunnelEnterprises enterprises, LogMoments moments, City city)
{
    public const int MostRows = 10_000;

    private static readonly Dictionary<string, string[]> Heads = new()
    {
        ["figure"] = ["指标", "figure", "stage"],
        ["date"] = ["日期", "date", "截至", "asof"],
        ["group"] = ["分组", "group", "县区"],
        ["value"] = ["数值", "value", "户数", "count"],
    };

    /// <summary>Null where the columns are not there, or there are too many rows.</summary>
    public async Task<CheckedTable?> CheckAsync(string csv, FigureDefinition definition, CancellationToken cancellation)
    {
        using var reader = new CsvReader(new StringReader(csv), new CsvConfiguration(CultureInfo.InvariantCulture) { TrimOptions = TrimOptions.Trim, BadDataFound = null, MissingFieldFound = null });

        if (!await reader.ReadAsync() || !reader.ReadHeader())
        {
            return null;
        }

        var columns = Heads.ToDictionary(x => x.Key, x => Array.FindIndex(reader.HeaderRecord!, h => x.Value.Contains(h.Trim('\ufeff', ' ').ToLowerInvariant())));
        var cells = new List<CheckedCell>();

        if (columns["figure"] < 0 || columns["date"] < 0 || columns["value"] < 0)
        {
            return null;
        }

        while (await reader.ReadAsync())
        {
            if (cells.Count == MostRows)
            {
                return null;
            }

            cells.Add(await CellAsync(reader.Parser.Row, At("figure"), At("date"), At("group"), At("value"), definition, cancellation));
        }

        return new CheckedTable(
            definition.Name, cells.Count, cells.Count(x => x.Verdict == "same"), cells.Count(x => x.Verdict is "differs" or "sameThen" or "sameNow"), cells.Count(x => x.Verdict == "unreadable"), cells);

        string At(string name) => columns[name] < 0 ? "" : reader.GetField(columns[name]) ?? "";
    }

    private async Task<CheckedCell> CellAsync(int row, string figure, string date, string group, string value, FigureDefinition definition, CancellationToken cancellation)
    {
        var cell = new CheckedCell(row, figure, date, group, value, null, null, "unreadable", null);

        if (!Stages.TryParse(figure, out var stage))
        {
            return cell with { Sentence = Say.Of("table.figure") };
        }

        if (!DateOnly.TryParseExact(date, (string[])["yyyy-MM-dd", "yyyy/M/d", "yyyy年M月d日"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return cell with { Sentence = Query.DaySentence };
        }

        if (!long.TryParse(value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var published))
        {
            return cell with { Sentence = Say.Of("table.value") };
        }

        if (Grouped(new Funnel.Figure(stage, new Basis(day, null, definition)), group) is not { } asked)
        {
            return cell with { Sentence = Say.Of("table.group", city.CountyNames) };
        }

        _ = BusinessDay.TryMoment(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), out var end);
        var position = await moments.PositionAtAsync(end, cancellation);
        var then = (await enterprises.IdsAsync(asked with { Basis = asked.Basis with { KnownAt = position } }, cancellation)).Ids.Count;
        var now = (await enterprises.IdsAsync(asked, cancellation)).Ids.Count;

        return cell with
        {
            Then = then,
            Now = now,
            Verdict = (published == then, published == now) switch { (true, true) => "same", (true, false) => "sameThen", (false, true) => "sameNow", _ => "differs" },
        };
    }

    private Funnel.Figure? Grouped(Funnel.Figure figure, string group)
    {
        var (name, value) = group.Split((char[])[':', '：', '='], 2) is [var a, var b] ? (a.Trim(), b.Trim()) : ("", group.Trim());

        return (name.ToLowerInvariant(), value) switch
        {
            ("", "" or "全市" or "合计" or "全部") => figure,
            ("" or "县区" or "county", _) when city.Find(value) is { } county => figure with { County = county.Code },
            ("产业链" or "chain", _) => figure with { Chain = value },
            ("线索来源" or "source", _) => figure with { Source = value },
            ("注册地" or "origin", _) => figure with { Origin = value },
            ("月份" or "month", _) => figure with { Month = value },
            _ => null,
        };
    }
}
