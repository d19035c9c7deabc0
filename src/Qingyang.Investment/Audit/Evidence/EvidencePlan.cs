using Qingyang.Investment.Audit.Log;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit.Evidence;

/// <summary>Everything about a pack that is decided before its first byte goes out: up to there an answer can still say no.</summary>
/// <param name="Position">The log position that it is made at: figures and events reach up to it.</param>
/// <param name="Checkpoint">The newest one: the tree that the events are proven in.</param>
/// <param name="Figure">Of a figure, its enterprises.</param>
/// <param name="Enterprises">The enterprises whose streams it holds; null where it holds all, or a period.</param>
public sealed record EvidencePlan(
    EvidenceSlice Slice, DateTimeOffset At, LogKeys Keys, SignedCheckpoint Checkpoint, long Position, IReadOnlyCollection<Guid>? Figure, IReadOnlyCollection<Guid>? Enterprises);

/// <summary>Decides what goes into a pack.</summary>
public sealed class EvidencePlanning(SealedLog log, ReadModelPosition readModels, EvidenceFigures figures, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60), Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Null where nothing was sealed yet, or the read models do not come as far: then later.</summary>
    public async Task<EvidencePlan?> MakeAsync(EvidenceSlice slice, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);

        try
        {
            var at = clock.GetUtcNow();   // before the checkpoint: one that is signed from now on may be of a larger tree
            var checkpoint = await NewestAsync(patience.Token);
            await readModels.CaughtUpAsync(patience.Token);   // after the checkpoint: so they hold all that it covers
            var (position, _) = await readModels.FindAsync(cancellation);
            var keys = await log.KeysAsync(cancellation) ?? throw new InvalidOperationException("There is a checkpoint, and no keys.");
            var asked = slice.Figure ?? (slice.County is { } county ? new Figure(Stage.Registered, Basis.Of(slice.AsOf)) { County = county.Code } : null);
            var opened = asked is null ? null : (await figures.OpenAsync(asked, position, cancellation)).Select(x => x.Id).ToList();

            return new EvidencePlan(
                slice, at, keys, checkpoint, position, slice.Kind == SliceKind.Figure ? opened : null, slice.Enterprise is { } one ? [one] : opened);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>The newest checkpoint of both trees: they are made together.</summary>
    private async Task<SignedCheckpoint> NewestAsync(CancellationToken cancellation)
    {
        for (; ; await Task.Delay(Pause, cancellation))
        {
            if (await log.NewestAsync(Suites.Sm3, cancellation) is { } sm3 && await log.NewestAsync(Suites.Sha256, cancellation) is { } sha256 && sha256.Size == sm3.Size)
            {
                return sha256;
            }
        }
    }
}
