using Npgsql;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit.Changes;

/// <summary>Tells what changed between two answers, with the events that did it and who recorded them.</summary>
public sealed class WhatChanged(FunnelQuestion funnel, FunnelChanges changes, ReadModelPosition position, NpgsqlDataSource database, City city)
{
    /// <param name="then">The first answer.</param>
    /// <param name="now">The second one.</param>
    /// <param name="page">Which rows; null for all of them.</param>
    /// <param name="cancellation">Stops asking.</param>
    public async Task<ChangeAnswer> AskAsync(Basis then, Basis now, (int Page, int Size)? page, CancellationToken cancellation)
    {
        // Both are fixed at positions first, so that whatever is recorded meanwhile is in neither or in both.
        var (reached, _) = await position.FindAsync(cancellation);
        (then, now) = (then with { KnownAt = then.KnownAt ?? reached }, now with { KnownAt = now.KnownAt ?? reached });
        var (was, answer) = (await funnel.AskAsync(then, GroupBy.County, cancellation), await funnel.AskAsync(now, GroupBy.County, cancellation));
        var changed = await changes.FindAsync(then, now, cancellation);
        var shown = page is var (number, size) ? [.. changed.Skip((number - 1) * size).Take(size)] : changed;
        var events = await EventsAsync([.. shown.SelectMany(x => x.Positions).Distinct()], then, cancellation);

        return new ChangeAnswer(
            was, answer, new Difference(answer.Registered - was.Registered, answer.Contacted - was.Contacted, answer.Signed - was.Signed, answer.Landed - was.Landed), changed.Count,
            [.. shown.Select(x => new ChangeRow(x.Id, x.Name, x.CreditCode, HowOf(x), x.Was, x.Is, [.. x.Positions.Where(events.ContainsKey).Select(p => events[p])]))]);
    }

    private static string HowOf(ChangedEnterprise x) => ((x.Is?.Reached ?? -1) - (x.Was?.Reached ?? -1)) switch { > 0 => "in", < 0 => "out", _ => "moved" };

    private async Task<Dictionary<long, ChangeEvent>> EventsAsync(long[] positions, Basis then, CancellationToken cancellation)
    {
        await using var find = database.CreateCommand(
            $"""
             select {EventLog.Columns}, user_name, headers ->> '{Entry.SourceHeader}', headers ->> '{Entry.ReasonHeader}', headers ->> '{Entry.CorrectsHeader}'
             from {EventStore.Schema}.mt_events where seq_id = any($1)
             """);
        find.Parameters.Add(new() { Value = positions });
        await using var rows = await find.ExecuteReaderAsync(cancellation);
        var events = new Dictionary<long, ChangeEvent>();

        while (await rows.ReadAsync(cancellation))
        {
            var e = EventLog.Read(rows);
            var on = FactKinds.Of(e.Data)?.On;
            events[e.Position] = new ChangeEvent(
                e.Position, e.Id, e.StreamId, rows.GetString(3), CauseOf(e, on, corrects: !rows.IsDBNull(9), then), Sentences.Of(e.Data, city), on, e.At, TextAt(6), TextAt(7), TextAt(8));
        }

        return events;

        string? TextAt(int column) => rows.IsDBNull(column) ? null : rows.GetString(column);
    }

    private static string CauseOf(in Recorded e, DateOnly? on, bool corrects, Basis then) => e.Data switch
    {
        EnterpriseMerged => "merge",
        MergeUndone => "mergeUndone",
        EnterpriseRegistered when corrects => "reassignment",
        _ when corrects => "correction",
        EntryRetracted => "retraction",
        EnterpriseRegistered => "registration",
        _ when e.Position <= then.KnownAt => on <= then.AsOf ? "before" : "dayPassed",
        _ => on <= then.AsOf ? "lateEntry" : "entry",
    };
}
