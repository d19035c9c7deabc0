using Marten;
using Npgsql;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Corrections;

/// <summary>What merges need to know of each other: they come one after another, since two at once could make a circle.</summary>
public static class Merging
{
    private const string Claim = "merges";

    /// <summary>How many were merged into each of those enterprises and still are, where any are; nobody else can be until the transaction ends.</summary>
    public static async Task<Dictionary<Guid, int>> CountsIntoAsync(Guid[] enterprises, IDocumentSession session, CancellationToken cancellation)
    {
        await session.HoldAsync(Claim, cancellation);
        await using var count = new NpgsqlCommand($"select into_id, count(*)::int from {Revisions.Merges} where into_id = any($1) and holds group by into_id", session.Connection);
        count.Parameters.Add(new() { Value = enterprises });
        await using var rows = await count.ExecuteReaderAsync(cancellation);
        var counts = new Dictionary<Guid, int>();

        while (await rows.ReadAsync(cancellation))
        {
            counts[rows.GetGuid(0)] = rows.GetInt32(1);
        }

        return counts;
    }

    /// <summary>That enterprise and all that it counts for, by now: it, what it was merged into, what that was merged into.</summary>
    public static async Task<IReadOnlyList<Guid>> ChainOfAsync(Guid enterprise, IDocumentSession session, CancellationToken cancellation)
    {
        await session.HoldAsync(Claim, cancellation);

        return await Sql.IdsAsync(
            $"with recursive up (id, depth) as (select $1::uuid, 0 union all select m.into_id, up.depth + 1 from up join {Revisions.Merges} m on m.enterprise_id = up.id and m.holds) select id from up order by depth",
            enterprise, session.Connection!, cancellation);
    }
}
