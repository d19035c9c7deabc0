using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Qingyang.Investment.Ledgers.Reading;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Ledgers.Drafts;

/// <summary>One cell of a draft's row. <paramref name="Column"/>: what the format calls its column, null where it is none of the format's; <paramref name="Corrected"/>: what somebody put in its place.</summary>
public sealed record DraftCell(string Header, string? Column, string Text, string? Corrected);

/// <summary>Who corrected a row, when and why; <paramref name="LeftOut"/>: it is not to be recorded.</summary>
public sealed record DraftCorrection(string By, DateTimeOffset At, string? Reason, bool LeftOut);

/// <summary>One row of a draft: its cells as they stand in the file, and what would come of it as it was corrected.</summary>
public sealed record DraftRow(string Sheet, int Row, string? Verdict, IReadOnlyList<DraftCell> Cells, IReadOnlyList<LedgerFault> Faults, DraftCorrection? Correction);

/// <summary>A page of a draft's rows, in the order of the file. <paramref name="Recomputing"/>: a correction is not yet in the verdicts.</summary>
public sealed record DraftPage(Guid Id, bool Recomputing, long Total, int Page, int Size, IReadOnlyList<DraftRow> Rows);

/// <summary>Which rows are asked for; null asks for all. <paramref name="Reason"/>: rows with a fault of that kind; <paramref name="Corrected"/>: those that somebody corrected.</summary>
public sealed record WhichRows(LedgerSheet? Sheet = null, string? Verdict = null, int? Row = null, string? Reason = null, bool Corrected = false);

/// <summary>Pages through the rows of a draft. Nothing is read or decided anew for it.</summary>
public sealed class DraftPages(NpgsqlDataSource database, City city, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);

    /// <summary>The same once the last correction is in the verdicts, or when patience ends.</summary>
    public async Task<DraftPage> FindSettledAsync(Guid id, WhichRows which, TimeSpan patience, CancellationToken cancellation)
    {
        for (var started = TimeProvider.System.GetTimestamp(); ; await Task.Delay(Pause, cancellation))
        {
            if (await FindAsync(id, which, 1, 1, cancellation) is var found && (!found.Recomputing || found.Rows is [] || TimeProvider.System.GetElapsedTime(started) > patience))
            {
                return found;
            }
        }
    }

    /// <summary>While it is recomputing, a row that is asked for alone tells at once what is wrong with its own cells; if nothing is, it has no verdict yet.</summary>
    public async Task<DraftPage> FindAsync(Guid id, WhichRows which, int page, int size, CancellationToken cancellation)
    {
        await using var find = database.CreateCommand(
            $"""
             with asked as (
               select sheet, row, cells, verdict, faults from {DraftTables.Rows}
               where ledger_id = $1 and verdict <> '{DraftTables.Header}' and ($2 is null or sheet = $2) and ($3 is null or verdict = $3) and ($4 is null or row = $4)
                 and ($7 is null or faults @> $7) and (not $8 or (sheet, row) in (select sheet, row from {DraftTables.Corrections} where ledger_id = $1))),
             page as (select * from asked order by sheet, row limit $5 offset $6)
             select t.total, t.behind, p.sheet, p.row, p.verdict, h.cells, p.cells, p.faults, c.cells, c.corrected_by, c.corrected_at, c.reason
             from (select (select count(*) from asked) as total, coalesce((select previewed < revision from {LedgerTables.Ledgers} where id = $1), false) as behind) t
             left join page p on true
             left join {DraftTables.Rows} h on h.ledger_id = $1 and h.sheet = p.sheet and h.row = 1
             left join {DraftTables.Corrections} c on c.ledger_id = $1 and c.sheet = p.sheet and c.row = p.row
             order by p.sheet, p.row
             """);
        find.Parameters.Add(new() { Value = id });
        find.Parameters.Add(new() { Value = which.Sheet is { } sheet ? (int)sheet : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer });
        find.Parameters.Add(new() { Value = (object?)which.Verdict ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        find.Parameters.Add(new() { Value = which.Row is { } number ? number : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer });
        find.Parameters.Add(new() { Value = size });
        find.Parameters.Add(new() { Value = (long)(page - 1) * size });
        find.Parameters.Add(new() { Value = which.Reason is { } reason ? DraftReasons.Like(reason) : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb });
        find.Parameters.Add(new() { Value = which.Corrected });

        await using var found = await find.ExecuteReaderAsync(cancellation);
        var (total, behind, rows) = (0L, false, new List<DraftRow>());

        while (await found.ReadAsync(cancellation))
        {
            (total, behind) = (found.GetInt64(0), found.GetBoolean(1));

            if (!await found.IsDBNullAsync(2, cancellation))
            {
                rows.Add(Row(found, isStale: behind && which.Row is not null));
            }
        }

        return new DraftPage(id, behind, total, page, size, rows);
    }

    private DraftRow Row(NpgsqlDataReader found, bool isStale)
    {
        var sheet = (LedgerSheet)found.GetInt32(2);
        var (header, cells) = (DraftCells.TextsFromJson(found.GetString(5)), DraftCells.FromJson(found.GetString(6)));
        var columns = LedgerHeader.Read(sheet, [.. header], out _)!;
        var known = sheet.Required().Concat(sheet.Optional()).Where(x => columns.IndexOf(x) >= 0).ToDictionary(columns.IndexOf);
        var corrected = found.IsDBNull(8) ? null : DraftTables.CellsFrom(found.GetString(8));
        var correction = corrected is null ? null : new RowCorrection(corrected, found.GetString(9), found.IsDBNull(11) ? null : found.GetString(11));
        var faults = isStale ? OwnFaults(sheet, found.GetInt32(3), columns, cells, correction) : KeptFaults(found);

        return new DraftRow(
            sheet.ChineseName(), found.GetInt32(3), !isStale ? found.GetString(4) : faults.Count > 0 ? DraftRows.Rejected : null,
            [.. header.Index().Select(x => Cell(x.Item, known.GetValueOrDefault(x.Index), LedgerCells.Text(cells[x.Index])))],
            faults, correction is null ? null : new DraftCorrection(correction.By, found.GetFieldValue<DateTimeOffset>(10), correction.Reason, correction.LeavesOut));

        DraftCell Cell(string head, string? column, string text) => new(head, column, text, column is null ? null : corrected?.GetValueOrDefault(column));
    }

    private static List<LedgerFault> KeptFaults(NpgsqlDataReader found) => found.IsDBNull(7) ? [] : JsonSerializer.Deserialize<List<LedgerFault>>(found.GetString(7))!;

    /// <summary>In Chinese, as the faults that are kept and in a moment take their place.</summary>
    private IReadOnlyList<LedgerFault> OwnFaults(LedgerSheet sheet, int number, LedgerHeader columns, object?[] cells, RowCorrection? correction)
    {
        using var chinese = Say.InChinese();
        var row = new RawRow(number, columns, correction?.Over(cells, columns) ?? cells) { Correction = correction };

        return LedgerRowCheck.Check(sheet, row, city.Counties.ToDictionary(x => x.Name, x => x.Code), BusinessDay.Today(clock)).Faults;
    }
}
