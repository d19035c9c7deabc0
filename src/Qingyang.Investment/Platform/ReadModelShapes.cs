using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Weasel.Postgresql.Tables;

namespace Qingyang.Investment.Platform;

/// <summary>
/// Which shape each read model has: its columns and indexes, and the version of its fold; its table carries it as its comment. What a
/// later version adds or changes is made anew from the log at start, before anything else looks at the tables: the daemon, which would
/// never go back, and Marten, which would alter a table and leave its rows. Of several nodes that start at once, one does it and the
/// others wait.
/// </summary>
public sealed partial class ReadModelShapes(NpgsqlDataSource database, ReadModelRows rows, ILogger<ReadModelShapes> logger) : IHostedLifecycleService
{
    /// <summary>SQL: which read models are not what they should be. Columns are looked at as they are: somebody may have altered a table.</summary>
    private const string Differing =
        """
        select m.name from unnest($1, $2, $3, $4) m (name, relation, columns, shape)
        where obj_description(to_regclass(m.relation), 'pg_class') is distinct from m.shape or m.columns is distinct from (
            select string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end, ', ' order by a.attnum)
            from pg_attribute a where a.attrelid = to_regclass(m.relation) and a.attnum > 0 and not a.attisdropped)
        """;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);

        if ((await DifferingAsync(connection, cancellationToken)).Count == 0)
        {
            return;
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Sql.RunAsync($"select pg_advisory_xact_lock(hashtextextended('{ReadModels.Name}', 0))", connection, cancellationToken);

        if (await DifferingAsync(connection, cancellationToken) is { Count: > 0 } differing)
        {
            var events = await rows.MakeAnewAsync(connection, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            LogMadeAnew(logger, string.Join(", ", differing), events);
        }
    }

    /// <summary>The names of the read models that are missing, or of another shape.</summary>
    private static async Task<List<string>> DifferingAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var find = new NpgsqlCommand(Differing, connection);

        foreach (var values in (IEnumerable<string>[])[
            ReadModels.All.Select(x => x.Name), ReadModels.All.Select(x => x.Table.Identifier.ToString()!), ReadModels.All.Select(x => ColumnsOf(x.Table)), ReadModels.All.Select(ShapeOf)])
        {
            find.Parameters.Add(new() { Value = values.ToArray() });
        }

        await using var found = await find.ExecuteReaderAsync(cancellation);
        var names = new List<string>();

        while (await found.ReadAsync(cancellation))
        {
            names.Add(found.GetString(0));
        }

        return names;
    }

    /// <summary>As the catalogue would tell them.</summary>
    internal static string ColumnsOf(Table table) =>
        string.Join(", ", table.Columns.Select(x => $"{x.Name} {x.Type}{(x.AllowNulls && !x.IsPrimaryKey ? "" : " not null")}"));

    /// <summary>A digest: of what the table is made of, and of the version of the fold.</summary>
    internal static string ShapeOf(IReadModel model)
    {
        var table = model.Table;
        var told = string.Join('\n', [
            $"{model.Version}", ColumnsOf(table), string.Join(' ', table.PrimaryKeyColumns), .. table.Indexes.Select(x => x.ToDDL(table)), ReadModelRows.FineStatistics(table)]);

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(told)));
    }

    [LoggerMessage(LogLevel.Information, "Read models made anew, since {Names} had another shape: {Events} events")]
    private static partial void LogMadeAnew(ILogger logger, string names, long events);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
