using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;
using Qingyang.Investment.Ledgers.Drafts;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Ledgers;

/// <summary>Where a ledger stands, and what came of it. <c>status</c>: draft (nothing is recorded before it is confirmed), reading, recording, figuring (recorded, figures not yet up to date), done, refused.</summary>
/// <param name="Rows">Rows to record; <paramref name="Recorded"/> of them have been.</param>
public sealed record LedgerAnswer(
    Guid? Id, string File, string Sha256, string Status, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Refusal,
    int Rows, int Recorded, IReadOnlyDictionary<string, SheetVerdict> Sheets, IReadOnlyList<Rejection> Rejections)
{
    public const string Draft = "draft";
    public const string Done = "done";
    public const string Refused = "refused";

    /// <summary>Who handed it in.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? By { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>Who confirmed the draft that it was: the recorder of its facts.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ConfirmedBy { get; init; }

    /// <summary>A draft of which a correction is not yet in the verdicts.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Recomputing { get; init; }

    /// <summary>It can be corrected, confirmed or dropped: a draft, also one whose strict confirmation was refused.</summary>
    [JsonIgnore]
    public bool IsOpen { get; init; }

    /// <summary>Nothing more happens to it by itself.</summary>
    [JsonIgnore]
    public bool IsOver => Status is Done or Refused or Draft;

    public static string StatusOf(LedgerStatus status, bool allRecorded, bool figuresUpToDate) => (status, allRecorded, figuresUpToDate) switch
    {
        (LedgerStatus.Draft, _, _) => Draft,
        (LedgerStatus.Received, _, _) => "reading",
        (LedgerStatus.Refused, _, _) => Refused,
        (_, false, _) => "recording",
        (_, _, false) => "figuring",
        _ => Done,
    };
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
                    {ReadModels.PositionSql} >= least(b.written_to, coalesce((select max(seq_id) from {EventStore.Schema}.mt_events), 0)),
                    l.recorder, l.received_at, l.confirmed_by, l.previewed < l.revision, {DraftTables.IsOpen}
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

        var status = LedgerAnswer.StatusOf(Enum.Parse<LedgerStatus>(found.GetString(2)), allRecorded: found.GetInt64(7) == 0, figuresUpToDate: found.GetBoolean(9));
        var parts = found.IsDBNull(8) ? [] : found.GetFieldValue<string[]>(8);
        var verdicts = parts.Select(Read).Aggregate(LedgerVerdicts.None + (found.IsDBNull(5) ? LedgerVerdicts.None : Read(found.GetString(5))), (a, b) => a + b);   // jsonb keeps no order

        return new LedgerAnswer(
            id, found.GetString(0), found.GetString(1), status, found.IsDBNull(3) ? null : found.GetString(3), found.GetInt32(4), found.GetInt32(6), verdicts.Sheets, verdicts.Rejections)
        {
            By = found.GetString(10),
            ReceivedAt = found.GetFieldValue<DateTimeOffset>(11),
            ConfirmedBy = found.IsDBNull(12) ? null : found.GetString(12),
            Recomputing = found.GetBoolean(13) && found.GetBoolean(14),
            IsOpen = found.GetBoolean(14),
        };
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
