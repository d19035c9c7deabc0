using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Ledgers;

/// <summary>Where a ledger stands, and what came of it. <c>status</c>: reading, recording, figuring (recorded, figures not yet up to date), done, refused.</summary>
/// <param name="Rows">Rows to record; <paramref name="Recorded"/> of them have been.</param>
public sealed record LedgerAnswer(
    Guid? Id, string File, string Sha256, string Status, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Refusal,
    int Rows, int Recorded, IReadOnlyDictionary<string, SheetVerdict> Sheets, IReadOnlyList<Rejection> Rejections)
{
    public const string Done = "done";
    public const string Refused = "refused";

    [JsonIgnore]
    public bool IsOver => Status is Done or Refused;
}

/// <summary>Answers how ledgers fare: while they are read and recorded, and ever after.</summary>
public sealed class LedgerAnswers(NpgsqlDataSource database)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public async Task<LedgerAnswer?> FindAsync(Guid id, CancellationToken cancellation)
    {
        await using var find = database.CreateCommand(
            $"""
             select file, sha256, status, refusal, rows, l.verdicts, b.recorded, b.open, b.parts, 
                    {ReadModels.PositionSql} >= least(b.written_to, coalesce((select max(seq_id) from {EventStore.Schema}.mt_events), 0))
             from {LedgerTables.Ledgers} l, lateral (
               select coalesce(sum(rows) filter (where recorded_at is not null), 0)::int as recorded, count(*) filter (where recorded_at is null) as open,
                      array_agg(verdicts::text) filter (where verdicts is not null) as parts, coalesce(max(written_to), 0) as written_to
               from {LedgerTables.Batches} where ledger_id = l.id) b
             where id = $1
             """);
        find.Parameters.Add(new() { Value = id });
        await using var found = await find.ExecuteReaderAsync(cancellation);

        if (!await found.ReadAsync(cancellation))
        {
            return null;
        }

        var status = (Enum.Parse<LedgerStatus>(found.GetString(2)), Open: found.GetInt64(7), UpToDate: found.GetBoolean(9)) switch
        {
            (LedgerStatus.Received, _, _) => "reading",
            (LedgerStatus.Refused, _, _) => LedgerAnswer.Refused,
            (_, > 0, _) => "recording",
            (_, _, false) => "figuring",
            _ => LedgerAnswer.Done,
        };
        var parts = found.IsDBNull(8) ? [] : found.GetFieldValue<string[]>(8);
        var verdicts = parts.Select(Read).Aggregate(found.IsDBNull(5) ? LedgerVerdicts.None : Read(found.GetString(5)), (a, b) => a + b);

        return new LedgerAnswer(
            id, found.GetString(0), found.GetString(1), status, found.IsDBNull(3) ? null : found.GetString(3), found.GetInt32(4), found.GetInt32(6), verdicts.Sheets, verdicts.Rejections);
    }

    /// <summary>Waits until it is over, and tells on the way. Null when there is no such ledger; what was last seen, when patience ends first.</summary>
    public async Task<LedgerAnswer?> WaitAsync(Guid id, TimeSpan patience, IProgress<LedgerAnswer>? progress, CancellationToken cancellation)
    {
        for (var started = TimeProvider.System.GetTimestamp(); ; await Task.Delay(Pause, cancellation))
        {
            var answer = await FindAsync(id, cancellation);

            if (answer is null or { IsOver: true } || TimeProvider.System.GetElapsedTime(started) > patience)
            {
                return answer;
            }

            progress?.Report(answer);
        }
    }

    private static LedgerVerdicts Read(string json) => JsonSerializer.Deserialize<LedgerVerdicts>(json)!;
}
