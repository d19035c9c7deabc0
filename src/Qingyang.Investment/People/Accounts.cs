using Npgsql;
using Qingyang.Investment.Platform;
using Weasel.Postgresql.Tables;

namespace Qingyang.Investment.People;

/// <summary>The accounts that the store knows. They are kept in a table, not in the log: who may sign in is no fact about an enterprise.</summary>
public sealed class Accounts(NpgsqlDataSource database)
{
    public const string TableName = EventStore.Schema + ".accounts";

    private const string Columns = "name, role, stamp, disabled, created_at, last_signed_in_at";

    public static Table Table()
    {
        var table = new Table(TableName);
        table.AddColumn<string>("key").AsPrimaryKey();
        table.AddColumn<string>("name").NotNull();
        table.AddColumn<string>("role").NotNull();
        table.AddColumn<string>("password").NotNull();
        table.AddColumn<Guid>("stamp").NotNull();
        table.AddColumn<bool>("disabled").NotNull().DefaultValueByExpression("false");
        table.AddColumn<int>("failures").NotNull().DefaultValue(0);
        table.AddColumn<DateTimeOffset>("locked_until");
        table.AddColumn<DateTimeOffset>("created_at").NotNull().DefaultValueByExpression("now()");
        table.AddColumn<string>("created_by");
        table.AddColumn<DateTimeOffset>("last_signed_in_at");

        return table;
    }

    public async Task<Account?> FindAsync(string? name, CancellationToken cancellation) =>
        (await QueryAsync($"select {Columns} from {TableName} where key = $1", cancellation, Account.Key(name))).FirstOrDefault();

    public Task<List<Account>> AllAsync(CancellationToken cancellation) => QueryAsync($"select {Columns} from {TableName} order by role, created_at", cancellation);

    /// <summary>False where somebody has that name.</summary>
    public async Task<bool> AddAsync(string name, Role role, string password, string? by, CancellationToken cancellation) => await DoAsync(
        $"insert into {TableName} (key, name, role, password, stamp, created_by) values ($1, $2, $3, $4, $5, nullif($6, '')) on conflict do nothing", cancellation,
        Account.Key(name), Spelling.Key(name), role.ToString(), Passwords.Hash(password), Guid.CreateVersion7(), by ?? "");

    /// <summary>From now on with that password; whoever is signed in has to sign in again, and a lock is lifted. False where there is no such account.</summary>
    public Task<bool> GivePasswordAsync(string name, string password, CancellationToken cancellation) => DoAsync(
        $"update {TableName} set password = $2, stamp = $3, failures = 0, locked_until = null where key = $1", cancellation,
        Account.Key(name), Passwords.Hash(password), Guid.CreateVersion7());

    /// <summary>
    /// In another role, or closed. The last administrator who can sign in stays one, or nobody could ever undo it. False where there is
    /// no such account, or it is that last one.
    /// </summary>
    public Task<bool> ChangeAsync(string name, Role role, bool disabled, CancellationToken cancellation) => DoAsync(
        $"""
         with administrators as (select key from {TableName} where role = '{nameof(Role.Administrator)}' and not disabled order by key for update)
         update {TableName} set role = $2, disabled = $3, stamp = $4
         where key = $1 and (($2 = '{nameof(Role.Administrator)}' and not $3) or exists (select from administrators where key <> $1))
         """, cancellation, Account.Key(name), role.ToString(), disabled, Guid.CreateVersion7());

    private async Task<bool> DoAsync(string sql, CancellationToken cancellation, params object[] values)
    {
        await using var command = database.CreateCommand(sql);
        Array.ForEach(values, x => command.Parameters.Add(new() { Value = x }));

        return await command.ExecuteNonQueryAsync(cancellation) > 0;
    }

    private async Task<List<Account>> QueryAsync(string sql, CancellationToken cancellation, params object[] values)
    {
        await using var command = database.CreateCommand(sql);
        Array.ForEach(values, x => command.Parameters.Add(new() { Value = x }));
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var all = new List<Account>();

        while (await rows.ReadAsync(cancellation))
        {
            all.Add(new Account(
                rows.GetString(0), Enum.Parse<Role>(rows.GetString(1)), rows.GetGuid(2), rows.GetBoolean(3), rows.GetFieldValue<DateTimeOffset>(4),
                await rows.IsDBNullAsync(5, cancellation) ? null : rows.GetFieldValue<DateTimeOffset>(5)));
        }

        return all;
    }
}
