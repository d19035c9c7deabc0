using Npgsql;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Ledgers.Drafts;

/// <summary>What came of wanting something from a draft.</summary>
public abstract record DraftOutcome
{
    /// <summary>Done; <paramref name="Revision"/> is the draft's from now on.</summary>
    public sealed record Changed(int Revision) : DraftOutcome;

    /// <summary>It had already been so.</summary>
    public sealed record Already : DraftOutcome;

    /// <summary>There is no such ledger, sheet or row.</summary>
    public sealed record Unknown(string Sentence) : DraftOutcome;

    /// <summary>It is no draft, or no longer.</summary>
    public sealed record Refused(string Sentence) : DraftOutcome;

    /// <summary>What was sent is wrong, in that field.</summary>
    public sealed record Wrong(string Field, string Sentence) : DraftOutcome;

    public static Unknown NoLedger => new(Say.Of("ledger.unknown"));

    public static Refused NoDraft => new(Say.Of("draft.over"));
}

/// <summary>A draft, locked while something is done with it.</summary>
public static class Draft
{
    /// <summary>Locks a draft until the connection's transaction ends. What stands in the way, else null.</summary>
    public static Task<DraftOutcome?> LockAsync(Guid id, NpgsqlConnection connection, CancellationToken cancellation) => AskAsync(id, "for update", connection, cancellation);

    /// <summary>What stands in the way of doing something with a draft: there is no such ledger, or it is no draft.</summary>
    public static Task<DraftOutcome?> StandsInTheWayAsync(Guid id, NpgsqlConnection connection, CancellationToken cancellation) => AskAsync(id, "", connection, cancellation);

    private static async Task<DraftOutcome?> AskAsync(Guid id, string how, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var open = new NpgsqlCommand($"select {DraftTables.IsOpen} from {LedgerTables.Ledgers} where id = $1 {how}", connection);
        open.Parameters.Add(new() { Value = id });

        return await open.ExecuteScalarAsync(cancellation) switch
        {
            null => DraftOutcome.NoLedger,
            true => null,
            _ => DraftOutcome.NoDraft,
        };
    }

    /// <summary>The parameters $1 to $3 of a statement about one row.</summary>
    internal static void At(this NpgsqlCommand command, RowToCorrect row)
    {
        foreach (var value in new object[] { row.LedgerId, (int)row.Sheet, row.Row })
        {
            command.Parameters.Add(new() { Value = value });
        }
    }
}
