using System.Data;
using Npgsql;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit.Replay;

/// <summary>
/// Shows that the screens come from the log: reads it from event zero, folds it by the same pure functions, and compares with every live read
/// model, row by row, in one snapshot of the database. Nothing stands still for it.
/// </summary>
public sealed class Replaying(ReadModelRows fold, ReplayBook book, NpgsqlDataSource database, TimeProvider clock)
{
    /// <param name="to">A log position; null for where the read models stand.</param>
    /// <param name="by">Who asked for it.</param>
    /// <param name="cancellation">Stops it; nothing is kept then.</param>
    /// <returns>Null where the read models have not reached that position.</returns>
    public async Task<ReplayCertificate?> RunAsync(long? to, string by, CancellationToken cancellation)
    {
        var started = clock.GetTimestamp();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        await using var find = new NpgsqlCommand($"select {ReadModels.PositionSql}", connection);
        var now = (long)(await find.ExecuteScalarAsync(cancellation))!;

        if (to > now)
        {
            return null;
        }

        var (position, earlier) = (to ?? now, to < now ? to : null);
        var rebuilds = ReadModels.All.Where(x => earlier is null || x.RowsAt(position) is not null).ToDictionary(x => x, x => x.Rebuild());
        var events = await fold.FoldAsync(position, [.. rebuilds.Values], cancellation);
        var folded = clock.GetElapsedTime(started).TotalSeconds;
        var models = new List<ReplayedModel>();

        foreach (var model in ReadModels.All)
        {
            models.Add(rebuilds.TryGetValue(model, out var rebuild)
                ? await CompareAsync(model, rebuild, earlier, position, connection, cancellation)
                : new ReplayedModel(model.Name, "skipped", 0, "", 0, []));
        }

        var certificate = new ReplayCertificate(
            Guid.CreateVersion7(), clock.GetUtcNow(), by, position, events, models.TrueForAll(x => x.Outcome != "differs"), Math.Round(folded, 3),
            Math.Round(clock.GetElapsedTime(started).TotalSeconds, 3), models);
        await book.KeepAsync(certificate, cancellation);

        return certificate;
    }

    private async Task<ReplayedModel> CompareAsync(IReadModel model, IRebuild rebuild, long? earlier, long position, NpgsqlConnection snapshot, CancellationToken cancellation)
    {
        // What should stand there is told while what does is read.
        var telling = Task.Run(() => Expected(model, rebuild), cancellation);
        var found = await model.ToldAsync(earlier, snapshot, cancellation);
        var expected = await telling;
        var comparison = RowComparison.Of(expected, found);
        var first = new List<DifferingRow>();

        foreach (var (id, kind, right, wrong) in comparison.First)
        {
            var (after, wasEverSo) = await new WhereTheyDiffer(model, database).FindAsync(id, [.. found.Where(x => x.Key.StartsWith(id.ToString(), StringComparison.Ordinal))], position, cancellation);
            first.Add(new DifferingRow(id, kind, right, wrong, after, wasEverSo));
        }

        return new ReplayedModel(model.Name, comparison.Differing == 0 ? "equal" : "differs", expected.Length, comparison.Digest, comparison.Differing, first);
    }

    private static TableRow[] Expected(IReadModel model, IRebuild rebuild)
    {
        rebuild.Complete();

        return [.. model.Told(rebuild)];
    }
}
