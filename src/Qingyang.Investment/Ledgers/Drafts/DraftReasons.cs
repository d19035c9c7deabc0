using System.Text.Json;
using Npgsql;
using Qingyang.Investment.Ledgers.Reading;

namespace Qingyang.Investment.Ledgers.Drafts;

/// <summary>How many rows of a sheet would be turned away for one reason.</summary>
public sealed record DraftReason(LedgerSheet Sheet, string Reason, int Rows);

/// <summary>Why rows of a draft would be turned away (退回原因), and how many were corrected. A row with two faults counts under both.</summary>
public sealed class DraftReasons(NpgsqlDataSource database)
{
    /// <summary>The most frequent first, sheet by sheet.</summary>
    public async Task<IReadOnlyList<DraftReason>> CountAsync(Guid id, CancellationToken cancellation)
    {
        await using var count = database.CreateCommand(
            $"""
             select sheet, reason, count(*)::int from (
               select distinct sheet, row, f ->> '{nameof(LedgerFault.Reason)}' as reason from {DraftTables.Rows}, jsonb_array_elements(faults) f
               where ledger_id = $1 and verdict = '{DraftRows.Rejected}') x
             group by sheet, reason order by sheet, count(*) desc, reason
             """);
        count.Parameters.Add(new() { Value = id });
        await using var found = await count.ExecuteReaderAsync(cancellation);
        var reasons = new List<DraftReason>();

        while (await found.ReadAsync(cancellation))
        {
            reasons.Add(new DraftReason((LedgerSheet)found.GetInt32(0), found.GetString(1), found.GetInt32(2)));
        }

        return reasons;
    }

    public async Task<int> CountCorrectedAsync(Guid id, CancellationToken cancellation)
    {
        await using var count = database.CreateCommand($"select count(*)::int from {DraftTables.Corrections} where ledger_id = $1");
        count.Parameters.Add(new() { Value = id });

        return (int)(await count.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>What the faults of a row contain if one of them is of this kind.</summary>
    internal static string Like(string reason) => JsonSerializer.Serialize(new[] { new Dictionary<string, string> { [nameof(LedgerFault.Reason)] = reason } });
}
