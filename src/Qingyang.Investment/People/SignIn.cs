using Npgsql;

namespace Qingyang.Investment.People;

/// <summary>What came of signing in (登录).</summary>
public abstract record SignedIn
{
    public sealed record Done(Account Account) : SignedIn;

    /// <summary>Name or password is wrong, or the account is closed: which of them is not told.</summary>
    public sealed record Refused : SignedIn;

    /// <summary>Too often wrong: not before then.</summary>
    public sealed record Locked(DateTimeOffset Until) : SignedIn;
}

/// <summary>
/// Checks name and password. After five wrong ones the account waits a minute, then twice as long each time, at most an hour: guessing
/// does not pay, and nobody is locked out for good.
/// </summary>
public sealed class SignIn(NpgsqlDataSource database, Accounts accounts, TimeProvider clock)
{
    private const int Free = 5;

    public async Task<SignedIn> TryAsync(string name, string password, CancellationToken cancellation)
    {
        var (hash, lockedUntil) = await FindAsync(name, cancellation);

        if (lockedUntil > clock.GetUtcNow())
        {
            return new SignedIn.Locked(lockedUntil.Value);
        }

        if (!Passwords.AreTheSame(hash, password) || await accounts.FindAsync(name, cancellation) is not { IsDisabled: false } account)
        {
            await NoteAsync(
                $"update {Accounts.TableName} set failures = failures + 1, locked_until = case when failures + 1 >= {Free} then now() + least(interval '1 hour', interval '1 minute' * power(2, least(failures + 1 - {Free}, 6))) end where key = $1",
                name, cancellation);

            return new SignedIn.Refused();
        }

        await NoteAsync($"update {Accounts.TableName} set failures = 0, locked_until = null, last_signed_in_at = now() where key = $1", name, cancellation);

        return new SignedIn.Done(account);
    }

    private async Task<(string? Hash, DateTimeOffset? LockedUntil)> FindAsync(string name, CancellationToken cancellation)
    {
        await using var find = database.CreateCommand($"select password, locked_until from {Accounts.TableName} where key = $1");
        find.Parameters.Add(new() { Value = Account.Key(name) });
        await using var found = await find.ExecuteReaderAsync(cancellation);

        return await found.ReadAsync(cancellation)
            ? (found.GetString(0), await found.IsDBNullAsync(1, cancellation) ? null : found.GetFieldValue<DateTimeOffset>(1))
            : (null, null);
    }

    private async Task NoteAsync(string sql, string name, CancellationToken cancellation)
    {
        await using var note = database.CreateCommand(sql);
        note.Parameters.Add(new() { Value = Account.Key(name) });
        await note.ExecuteNonQueryAsync(cancellation);
    }
}
