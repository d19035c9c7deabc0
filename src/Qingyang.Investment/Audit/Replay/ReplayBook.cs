using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Qingyang.Investment.Platform;
using Weasel.Postgresql.Tables;

namespace Qingyang.Investment.Audit.Replay;

/// <summary>The certificates of all replays (重放证书), for ever.</summary>
public sealed class ReplayBook(NpgsqlDataSource database)
{
    private const string TableName = EventStore.Schema + ".replays";

    public static Table Table()
    {
        var table = new Table(TableName);
        table.AddColumn<Guid>("id").AsPrimaryKey();
        table.AddColumn("certificate", "jsonb").NotNull();

        return table;
    }

    public async Task KeepAsync(ReplayCertificate certificate, CancellationToken cancellation)
    {
        await using var keep = database.CreateCommand($"insert into {TableName} (id, certificate) values ($1, $2)");
        keep.Parameters.Add(new() { Value = certificate.Id });
        keep.Parameters.Add(new() { Value = JsonSerializer.Serialize(certificate), NpgsqlDbType = NpgsqlDbType.Jsonb });
        await keep.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Newest first.</summary>
    public async Task<List<ReplayCertificate>> LastAsync(int most, CancellationToken cancellation)
    {
        await using var find = database.CreateCommand($"select certificate::text from {TableName} order by id desc limit $1");
        find.Parameters.Add(new() { Value = most });
        await using var rows = await find.ExecuteReaderAsync(cancellation);
        var certificates = new List<ReplayCertificate>();

        while (await rows.ReadAsync(cancellation))
        {
            certificates.Add(JsonSerializer.Deserialize<ReplayCertificate>(rows.GetString(0))!);
        }

        return certificates;
    }
}
