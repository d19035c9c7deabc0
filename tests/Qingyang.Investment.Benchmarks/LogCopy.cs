using Npgsql;
using Qingyang.Investment.Audit.Log;
using Qingyang.Investment.Platform;
using Weasel.Core;
using Weasel.Postgresql;

namespace Qingyang.Investment.Benchmarks;

/// <summary>The events of the city in a database of their own, where nobody but the benchmark seals them: the product goes on with its own log.</summary>
public sealed class LogCopy : IAsyncDisposable
{
    private const string Name = "bench_seal", Log = EventStore.Schema + ".mt_events";
    private const string Columns = "seq_id, id, stream_id, version, type, timestamp, user_name, causation_id, correlation_id, headers, data, is_archived";

    private LogCopy(NpgsqlDataSource database) => Database = database;

    public NpgsqlDataSource Database { get; }

    public static async Task<LogCopy> MakeAsync(Bed bed, CancellationToken cancellation)
    {
        await bed.RunAsync($"create database {Name}", cancellation);
        var copy = new LogCopy(NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(bed.Database.ConnectionString) { Database = Name }.ConnectionString));
        await using var to = await copy.Database.OpenConnectionAsync(cancellation);
        await Sql.RunAsync(
            $"""
             create schema {EventStore.Schema};
             create table {Log} (seq_id bigint primary key, id uuid, stream_id uuid, version bigint, type varchar, timestamp timestamptz, user_name varchar, causation_id varchar, correlation_id varchar,
                                 headers jsonb, data jsonb, is_archived boolean)
             """, to, cancellation);

        foreach (var table in LogTables.All())
        {
            var sql = new StringWriter();
            table.WriteCreateStatement(new PostgresqlMigrator { Formatting = SqlFormatting.Concise }, sql);
            await Sql.RunAsync(sql.ToString(), to, cancellation);
        }

        await using var from = await bed.Database.OpenConnectionAsync(cancellation);
        await using var rows = await from.BeginRawBinaryCopyAsync($"copy (select {Columns} from {Log} order by seq_id) to stdout (format binary)", cancellation);
        await using (var written = await to.BeginRawBinaryCopyAsync($"copy {Log} from stdin (format binary)", cancellation))
        {
            await rows.CopyToAsync(written, cancellation);
        }

        await Sql.RunAsync($"vacuum analyze {Log}", to, cancellation);

        return copy;
    }

    /// <summary>As before anything was sealed.</summary>
    public async Task EmptyAsync(CancellationToken cancellation)
    {
        await using var connection = await Database.OpenConnectionAsync(cancellation);
        await Sql.RunAsync($"truncate {string.Join(", ", LogTables.All().Select(x => x.Identifier.QualifiedName))}; insert into {LogTables.State} (id, size, sealed, high) values (1, 0, 0, 0)", connection, cancellation);
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
