using Npgsql;
using NpgsqlTypes;
using Qingyang.Investment.Ledgers.Drafts;
using Qingyang.Investment.Ledgers.Reading;

namespace Qingyang.Investment.Ledgers;

/// <summary>A ledger as it is kept: the file, and what was corrected beside it. The one way by which a kept file is read again.</summary>
public sealed record KeptLedger(
    string Name, LedgerOrigin Origin, byte[] Content, bool Strict, LedgerStatus Status, bool CameAsDraft, int Revision, LedgerCorrections Corrections)
{
    /// <summary>The file with every correction in its place.</summary>
    /// <exception cref="LedgerUnreadableException">The file is damaged.</exception>
    public LedgerFile Open(LedgerLimits limits) => LedgerFile.Open(Content, Name, limits, Corrections);

    public static async Task<KeptLedger?> FindAsync(Guid id, NpgsqlConnection connection, CancellationToken cancellation)
    {
        // One statement sees one moment: these corrections are the ones of this revision.
        await using var find = new NpgsqlCommand(
            $"""
             select l.file, l.sha256, coalesce(l.confirmed_by, l.recorder), l.content, l.strict, l.status, l.draft, l.revision,
                    c.sheets, c.numbers, c.cells, c.people, c.reasons
             from {LedgerTables.Ledgers} l left join lateral (
               select array_agg(sheet) as sheets, array_agg(row) as numbers, array_agg(cells::text) as cells, array_agg(corrected_by) as people, array_agg(reason) as reasons
               from {DraftTables.Corrections} where ledger_id = l.id) c on l.draft
             where l.id = $1
             """, connection);
        find.Parameters.Add(new() { Value = id, NpgsqlDbType = NpgsqlDbType.Uuid });
        await using var found = await find.ExecuteReaderAsync(cancellation);

        return await found.ReadAsync(cancellation)
            ? new KeptLedger(
                found.GetString(0), new LedgerOrigin(found.GetString(1), found.GetString(2)), found.GetFieldValue<byte[]>(3), found.GetBoolean(4),
                Enum.Parse<LedgerStatus>(found.GetString(5)), found.GetBoolean(6), found.GetInt32(7), CorrectionsOf(found))
            : null;
    }

    private static LedgerCorrections CorrectionsOf(NpgsqlDataReader found)
    {
        var corrections = new LedgerCorrections();

        if (!found.IsDBNull(8))
        {
            var (sheets, numbers, cells) = (found.GetFieldValue<int[]>(8), found.GetFieldValue<int[]>(9), found.GetFieldValue<string[]>(10));
            var (people, reasons) = (found.GetFieldValue<string[]>(11), found.GetFieldValue<string?[]>(12));

            for (var i = 0; i < sheets.Length; i++)
            {
                corrections[((LedgerSheet)sheets[i], numbers[i])] = new RowCorrection(DraftTables.CellsFrom(cells[i]), people[i], reasons[i]);
            }
        }

        return corrections;
    }
}
