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

        // What stands there is read while what should is folded.
        var reading = Task.Run(() => FoundAsync(rebuilds.Keys, earlier, connection, cancellation), cancellation);
        var folding = fold.FoldAsync(position, [.. rebuilds.Values], cancellation);
        await Task.WhenAll(reading, folding);
        var folded = clock.GetElapsedTime(started).TotalSeconds;
        var (found, events) = (await reading, await folding);
        var expected = rebuilds.ToDictionary(x => x.Key, x => Task.Run(() => Expected(x.Key, x.Value), cancellation));
        var models = new List<ReplayedModel>();

        foreach (var model in ReadModels.All)
        {
            models.Add(expected.TryGetValue(model, out var rows)
                ? await CompareAsync(new WhereTheyDiffer(model, earlier, position, connection, database), await rows, found[model], cancellation)
                : new ReplayedModel(model.Name, "skipped", 0, "", 0, []));
        }

        var certificate = new ReplayCertificate(
            Guid.CreateVersion7(), clock.GetUtcNow(), by, position, events, models.TrueForAll(x => x.Outcome != "differs"), Math.Round(folded, 3),
            Math.Round(clock.GetElapsedTime(started).TotalSeconds, 3), models);
        await book.KeepAsync(certificate, cancellation);

        return certificate;
    }

    private static async Task<Dictionary<IReadModel, List<RowDigest>>> FoundAsync(IEnumerable<IReadModel> models, long? knownAt, NpgsqlConnection snapshot, CancellationToken cancellation)
    {
        var found = new Dictionary<IReadModel, List<RowDigest>>();

        foreach (var model in models)
        {
            var rows = found[model] = [];
            await model.TellAsync(knownAt, enterprise: null, snapshot, x => rows.Add(x.ToDigest()), cancellation);
        }

        return found;
    }

    private static List<RowDigest> Expected(IReadModel model, IRebuild rebuild)
    {
        rebuild.Complete();
        var rows = new List<RowDigest>();
        model.Tell(rebuild, x => rows.Add(x.ToDigest()));

        return rows;
    }

    private static async Task<ReplayedModel> CompareAsync(WhereTheyDiffer differ, List<RowDigest> expected, List<RowDigest> found, CancellationToken cancellation)
    {
        var (comparison, first) = (RowComparison.Of(expected, found), new List<DifferingRow>());

        foreach (var id in comparison.Whose)
        {
            first.AddRange(await differ.OfAsync(id, cancellation));
        }

        return new ReplayedModel(
            differ.Model.Name, comparison.Differing == 0 ? "equal" : "differs", expected.Count, comparison.Digest, comparison.Differing, [.. first.Take(RowComparison.Shown)]);
    }
}
