using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Qingyang.Investment.Platform;
using Weasel.Postgresql.Tables;

namespace Qingyang.Investment.People;

/// <summary>A personal access token (访问令牌), without its secret: that is told once, and only its hash is kept.</summary>
public sealed record AccessToken(Guid Id, string Label, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt);

/// <summary>Tokens by which programs act as the account that made them, with its rights, until they expire or are taken back.</summary>
public sealed class AccessTokens(NpgsqlDataSource database)
{
    public const string TableName = EventStore.Schema + ".access_tokens";

    /// <summary>What every token begins with: so that one that was committed by mistake can be found.</summary>
    public const string Prefix = "qy_";

    public static Table Table()
    {
        var table = new Table(TableName);
        table.AddColumn<Guid>("id").AsPrimaryKey();
        table.AddColumn<string>("account").NotNull().AddIndex();
        table.AddColumn<string>("label").NotNull();
        table.AddColumn("hash", "bytea").NotNull().AddIndex(x => x.IsUnique = true);
        table.AddColumn<DateTimeOffset>("created_at").NotNull().DefaultValueByExpression("now()");
        table.AddColumn<DateTimeOffset>("expires_at");
        table.AddColumn<DateTimeOffset>("last_used_at");

        return table;
    }

    /// <summary>A new token and its secret, 256 random bits.</summary>
    public async Task<(Guid Id, string Secret)> MakeAsync(string account, string label, DateTimeOffset? expires, CancellationToken cancellation)
    {
        var (id, secret) = (Guid.CreateVersion7(), Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
        await using var keep = database.CreateCommand($"insert into {TableName} (id, account, label, hash, expires_at) values ($1, $2, $3, $4, $5)");

        foreach (var value in new object?[] { id, Account.Key(account), label, Hash(secret), expires })
        {
            keep.Parameters.Add(new() { Value = value ?? DBNull.Value });
        }

        await keep.ExecuteNonQueryAsync(cancellation);

        return (id, secret);
    }

    /// <summary>The name of the account that the secret stands for; null where there is none, or no more.</summary>
    public async Task<string?> AccountOfAsync(string secret, CancellationToken cancellation)
    {
        if (await FindAsync(secret, cancellation) is not var (account, id, isDue))
        {
            return null;
        }

        if (isDue)
        {
            await using var note = database.CreateCommand($"update {TableName} set last_used_at = now() where id = $1");
            note.Parameters.Add(new() { Value = id });
            await note.ExecuteNonQueryAsync(cancellation);
        }

        return account;
    }

    /// <summary>Its connection is given back before another is asked for: once, since whoever disposes of a reader twice may end the reading of somebody else.</summary>
    private async Task<(string Account, Guid Id, bool IsDue)?> FindAsync(string secret, CancellationToken cancellation)
    {
        await using var find = database.CreateCommand(
            $"select account, id, last_used_at is null or last_used_at < now() - interval '1 minute' from {TableName} where hash = $1 and (expires_at is null or expires_at > now())");
        find.Parameters.Add(new() { Value = Hash(secret) });
        await using var found = await find.ExecuteReaderAsync(cancellation);

        return await found.ReadAsync(cancellation) ? (found.GetString(0), found.GetGuid(1), found.GetBoolean(2)) : null;
    }

    public async Task<List<AccessToken>> OfAsync(string account, CancellationToken cancellation)
    {
        await using var find = database.CreateCommand($"select id, label, created_at, expires_at, last_used_at from {TableName} where account = $1 order by created_at desc");
        find.Parameters.Add(new() { Value = Account.Key(account) });
        await using var rows = await find.ExecuteReaderAsync(cancellation);
        var all = new List<AccessToken>();

        while (await rows.ReadAsync(cancellation))
        {
            all.Add(new AccessToken(rows.GetGuid(0), rows.GetString(1), rows.GetFieldValue<DateTimeOffset>(2), TimeAt(3), TimeAt(4)));
        }

        return all;

        DateTimeOffset? TimeAt(int column) => rows.IsDBNull(column) ? null : rows.GetFieldValue<DateTimeOffset>(column);
    }

    /// <summary>Takes a token back; false where the account has no such token.</summary>
    public async Task<bool> TakeBackAsync(string account, Guid id, CancellationToken cancellation)
    {
        await using var delete = database.CreateCommand($"delete from {TableName} where id = $1 and account = $2");
        delete.Parameters.Add(new() { Value = id });
        delete.Parameters.Add(new() { Value = Account.Key(account) });

        return await delete.ExecuteNonQueryAsync(cancellation) > 0;
    }

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
