using Marten;
using Npgsql;

namespace Qingyang.Investment.Platform;

/// <summary>
/// Holds what only one may claim (a credit code, a name, an agreement number, an entry id) until the session's transaction ends.
/// Whoever comes second waits here and then finds it taken, instead of failing at the write, where every failed append
/// would leave a tombstone in the log. The tables' unique keys stay the last word.
/// </summary>
public static class Claims
{
    public static Task HoldAsync(this IDocumentSession session, string claim, CancellationToken cancellation) => session.HoldAsync([claim], cancellation);

    /// <summary>Always in one order, so that two that want the same claims never wait for each other.</summary>
    public static async Task HoldAsync(this IDocumentSession session, IReadOnlyCollection<string> claims, CancellationToken cancellation)
    {
        await session.BeginTransactionAsync(cancellation);
        await using var hold = new NpgsqlCommand(
            "select pg_advisory_xact_lock(claim) from (select distinct hashtextextended(x, 0) as claim from unnest($1) x order by 1) claims", session.Connection);
        hold.Parameters.Add(new() { Value = claims.ToArray() });
        await hold.ExecuteNonQueryAsync(cancellation);
    }
}
