using System.Text.Json;
using Npgsql;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Corrections.Undoing;

/// <summary>How far the undoing of a ledger is, and what came of it. <c>status</c>: <c>undoing</c>, <c>figuring</c> (undone, figures not yet up to date) or <c>done</c>.</summary>
/// <param name="Reversed">Entries that were retracted.</param>
/// <param name="Kept">Entries that stay, since something was built on them or they were retracted before.</param>
/// <param name="Refused">Entries that a rule of the business holds.</param>
public sealed record UndoAnswer(
    Guid LedgerId, string By, DateTimeOffset AskedAt, string Reason, string Status, int Enterprises, int EnterprisesDone, int Reversed, IReadOnlyList<LeftAlone> Kept, IReadOnlyList<LeftAlone> Refused);

/// <summary>Tells how undoings fare.</summary>
public sealed class UndoAnswers(NpgsqlDataSource database, ReadModelPosition readModels)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public async Task<UndoAnswer?> FindAsync(Guid ledger, CancellationToken cancellation)
    {
        var (position, log) = await readModels.FindAsync(cancellation);   // first: what is recorded after it is not done yet
        await using var find = database.CreateCommand(
            $"""
             select u.asked_by, u.asked_at, u.reason, coalesce(sum(cardinality(enterprises)), 0)::int, coalesce(sum(cardinality(enterprises)) filter (where done_at is not null), 0)::int,
                    coalesce(sum(reversed), 0)::int, array_agg(left_alone::text) filter (where left_alone <> '[]')
             from {UndoTables.Undoings} u left join {UndoTables.Batches} b using (ledger_id) where ledger_id = $1 group by ledger_id
             """);
        find.Parameters.Add(new() { Value = ledger });
        await using var found = await find.ExecuteReaderAsync(cancellation);

        if (!await found.ReadAsync(cancellation))
        {
            return null;
        }

        var left = found.IsDBNull(6) ? [] : found.GetFieldValue<string[]>(6).SelectMany(x => JsonSerializer.Deserialize<List<LeftAlone>>(x)!).OrderBy(x => x.Position).ToList();
        var (all, done) = (found.GetInt32(3), found.GetInt32(4));

        return new UndoAnswer(
            ledger, found.GetString(0), found.GetFieldValue<DateTimeOffset>(1), found.GetString(2), done < all ? "undoing" : position < log ? "figuring" : "done", all, done, found.GetInt32(5),
            left.FindAll(x => x.Verdict == "kept"), left.FindAll(x => x.Verdict == "refused"));
    }

    /// <summary>Waits until it is over; what was last seen, when patience ends first.</summary>
    public async Task<UndoAnswer?> WaitAsync(Guid ledger, TimeSpan patience, CancellationToken cancellation)
    {
        for (var started = TimeProvider.System.GetTimestamp(); ; await Task.Delay(Pause, cancellation))
        {
            if (await FindAsync(ledger, cancellation) is var answer && (answer is null or { Status: "done" } || TimeProvider.System.GetElapsedTime(started) > patience))
            {
                return answer;
            }
        }
    }
}
