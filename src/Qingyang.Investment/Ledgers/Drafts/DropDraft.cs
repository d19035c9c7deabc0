using Npgsql;

namespace Qingyang.Investment.Ledgers.Drafts;

/// <summary>Drops drafts (删除草稿): with file, rows and corrections. Nothing of them was ever recorded.</summary>
public sealed class DropDraft(NpgsqlDataSource database)
{
    private const int DaysKept = 30;

    private const string Drop =
        $"""
         , rows as (delete from {DraftTables.Rows} where ledger_id in (select id from gone)),
         corrections as (delete from {DraftTables.Corrections} where ledger_id in (select id from gone))
         select count(*) from gone
         """;

    public async Task<DraftOutcome> DropAsync(Guid id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);

        if (await Draft.LockAsync(id, connection, cancellation) is { } refused)
        {
            return refused;
        }

        await using var drop = new NpgsqlCommand($"with gone as (delete from {LedgerTables.Ledgers} where id = $1 returning id) {Drop}", connection);
        drop.Parameters.Add(new() { Value = id });
        await drop.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);

        return new DraftOutcome.Changed(0);
    }

    /// <summary>Drops what nobody has touched for 30 days.</summary>
    public async Task DropOldAsync(CancellationToken cancellation)
    {
        await using var drop = database.CreateCommand(
            $"""
             with gone as (
               delete from {LedgerTables.Ledgers} l where {DraftTables.IsOpen} and received_at < now() - make_interval(days => {DaysKept})
                 and not exists (select from {DraftTables.Corrections} c where c.ledger_id = l.id and c.corrected_at >= now() - make_interval(days => {DaysKept}))
               returning id) {Drop}
             """);
        await drop.ExecuteNonQueryAsync(cancellation);
    }
}
