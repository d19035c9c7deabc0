using Npgsql;

namespace Qingyang.Investment.Audit.Log;

/// <summary>Which leaf covers which numbers, in the database.</summary>
public static class SealedRuns
{
    /// <summary>SQL: numbers between runs, from the sealed end ($1) on. A run ends there, or nothing is sealed.</summary>
    private const string Holes =
        $"""
         select last_seq + 1, next - 1 from (
           select last_seq, lead(first_seq) over (order by last_seq) as next from (select first_seq, last_seq from {LogTables.Runs} where last_seq >= $1 union all select 0, 0 where $1 = 0) r) x
         where next > last_seq + 1 order by 1
         """;

    /// <summary>How far it is sealed, what is missing below, and the last run.</summary>
    /// <exception cref="InvalidDataException">The runs and the state do not fit together.</exception>
    public static async Task<(LogState State, List<Numbers> Holes, SealedRun? Last)> LoadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var state = await LogState.ReadAsync(connection, cancellation);
        var (holes, last) = (new List<Numbers>(), (SealedRun?)null);

        await using (var find = new NpgsqlCommand(Holes, connection) { Parameters = { new() { Value = state.Sealed } } })
        await using (var rows = await find.ExecuteReaderAsync(cancellation))
        {
            while (await rows.ReadAsync(cancellation))
            {
                holes.Add(new Numbers(rows.GetInt64(0), rows.GetInt64(1)));
            }
        }

        await using (var find = new NpgsqlCommand($"select leaf, first_seq, last_seq, gap from {LogTables.Runs} order by leaf desc limit 1", connection))
        await using (var row = await find.ExecuteReaderAsync(cancellation))
        {
            last = await row.ReadAsync(cancellation) ? SealedLog.RunAt(row, 0) : null;
        }

        return (last?.End ?? 0) == state.Size && new Coverage(state.High, holes).Sealed == state.Sealed
            ? (state, holes, last)
            : throw new InvalidDataException("The runs of the log do not end where it does.");
    }

    /// <summary>With a batch: only the one that knows how large the tree was may make it larger.</summary>
    /// <exception cref="InvalidOperationException">Somebody else did.</exception>
    public static async Task WriteAsync(IReadOnlyList<SealedRun> runs, long before, long size, Coverage coverage, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var write = new NpgsqlCommand(
            $"""
             insert into {LogTables.Runs} (leaf, first_seq, last_seq, gap) select * from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bool[])
             on conflict (leaf) do update set last_seq = excluded.last_seq
             """, connection);
        write.Parameters.Add(new() { Value = runs.Select(x => x.Leaf).ToArray() });
        write.Parameters.Add(new() { Value = runs.Select(x => x.First).ToArray() });
        write.Parameters.Add(new() { Value = runs.Select(x => x.Last).ToArray() });
        write.Parameters.Add(new() { Value = runs.Select(x => x.IsGap).ToArray() });
        await write.ExecuteNonQueryAsync(cancellation);

        await using var state = new NpgsqlCommand($"update {LogTables.State} set size = $2, sealed = $3, high = $4 where size = $1", connection);

        foreach (var number in (long[])[before, size, coverage.Sealed, coverage.High])
        {
            state.Parameters.Add(new() { Value = number });
        }

        if (await state.ExecuteNonQueryAsync(cancellation) != 1)
        {
            throw new InvalidOperationException("Somebody else sealed at the same time.");
        }
    }
}
