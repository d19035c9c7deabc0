using JasperFx.Events;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Corrections.Undoing;

/// <summary>An entry of a ledger that its undoing left alone.</summary>
/// <param name="Verdict"><c>kept</c>: something was built on it since, or it was retracted before; <c>refused</c>: a rule of the business says no.</param>
public sealed record LeftAlone(long Position, Guid EnterpriseId, string Verdict, string Reason, string Sentence);

/// <summary>What undoing a ledger comes to for one enterprise: the newest entry first, so that what hangs on another goes before it.</summary>
public sealed record LedgerUndo(IReadOnlyList<EntryRetracted> Retracted, IReadOnlyList<LeftAlone> Left)
{
    /// <param name="ledger">The ledger: the correlation of its entries.</param>
    /// <param name="history">All events of the enterprise, in their order.</param>
    /// <param name="merged">Who counts for it.</param>
    /// <param name="reason">Why.</param>
    public static LedgerUndo Of(Guid ledger, IReadOnlyList<IEvent> history, MergedIn merged, string reason)
    {
        var entries = EntriesSoFar.Of(history);
        var (retracted, left) = (new List<EntryRetracted>(), new List<LeftAlone>());

        foreach (var e in history.Reverse().Where(x => x.CorrelationId == ledger.ToString()))
        {
            var (refusal, retraction) = RetractEntryHandler.Decide(e.Id, reason, entries, merged, keeps: null);

            if (retraction is not null)
            {
                retracted.Add(retraction);
                entries = entries.Apply(retraction);
            }
            else
            {
                left.Add(refusal switch
                {
                    Outcome.Already => new LeftAlone(e.Sequence, e.StreamId, "kept", "retracted-before", Say.Of("undo.retracted")),
                    Outcome.Refused { Reason: "milestones-depend" or "entries-depend" } x => new LeftAlone(e.Sequence, e.StreamId, "kept", x.Reason, Say.Of("undo.touched", x.Sentence)),
                    Outcome.Refused x => new LeftAlone(e.Sequence, e.StreamId, "refused", x.Reason, x.Sentence),
                    var other => throw new InvalidOperationException($"{e.Sequence}: {other}"),
                });
            }
        }

        return new LedgerUndo(retracted, left);
    }
}
