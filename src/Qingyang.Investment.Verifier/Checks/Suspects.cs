using System.Globalization;
using Qingyang.Investment.Verifier.Events;
using Qingyang.Investment.Verifier.Tree;

namespace Qingyang.Investment.Verifier.Checks;

/// <summary>
/// Events that are not as they were sealed. What was done to them is found by asking under which number each of them would fit: an event
/// whose content has the sealed hash of another place was moved there.
/// </summary>
public sealed class Suspects(Step lines, Step leaves, TreeHash hash)
{
    private const int Most = 200, MostHoles = 100_000, LongestLine = 1 << 16;

    private readonly List<(long Leaf, byte[] Line, byte[] Recorded)> altered = [];
    private readonly List<(byte[] Line, bool Inserted)> unsealed = [];
    private readonly List<(long Leaf, byte[] Recorded, long Before)> missing = [];
    private readonly HashSet<long> differ = [];
    private readonly LoggedEvent e = new();

    /// <summary>An event as an auditor can find it.</summary>
    public static string Told(LoggedEvent e) => e.Gap is { } gap ? Say.Of("gap.told", gap.First, gap.Last)
        : Say.Of("event.told", e.Sequence, e.Id, e.TextOf(Field.Type), e.IsNull(Field.User) ? Say.Of("event.nobody") : e.TextOf(Field.User), TimeOf(e.Timestamp));

    public void Altered(long leaf, LoggedEvent changed, ReadOnlySpan<byte> line, ReadOnlySpan<byte> recorded)
    {
        differ.Add(leaf);

        if (altered.Count < Most && line.Length < LongestLine)
        {
            altered.Add((leaf, line.ToArray(), recorded.ToArray()));
        }
        else
        {
            leaves.Wrong(Say.Of("leaves.altered", leaf, Told(changed)), changed.Sequence, leaf, changed.Id);
        }
    }

    public void Unsealed(LoggedEvent added, ReadOnlySpan<byte> line, bool inserted)
    {
        if (unsealed.Count < Most && line.Length < LongestLine)
        {
            unsealed.Add((line.ToArray(), inserted));
        }
        else if (inserted)
        {
            lines.Wrong(Say.Of("events.inserted", Told(added)), added.Sequence, id: added.Id);
        }
    }

    public void Missing(long leaf, ReadOnlySpan<byte> recorded, long before)
    {
        if (missing.Count < Most)
        {
            missing.Add((leaf, recorded.ToArray(), before));
        }
        else
        {
            lines.Wrong(Say.Of("events.missing", leaf, before), leaf: leaf);
        }
    }

    /// <summary>When all of the log was read: what became of them.</summary>
    public void Tell(Checking checking, IReadOnlySet<long> sm3)
    {
        TellMissing(checking);

        foreach (var (line, _) in unsealed.Where(x => x.Inserted))
        {
            EventLine.TryRead(line, e);
            lines.Wrong(Say.Of("events.inserted", Told(e)), e.Sequence, id: e.Id);
        }

        TellAltered(sm3);

        foreach (var leaf in sm3.Where(x => !differ.Contains(x)).Order())
        {
            leaves.Wrong(Say.Of("leaves.one", leaf, "SM3", "SHA-256"), leaf: leaf);
        }
    }

    private void TellMissing(Checking checking)
    {
        var uncovered = missing.Count == 0 ? [] : Coverage.Holes(checking, MostHoles);
        var (lastLeaf, lastPosition) = (-1L, 0L);

        foreach (var (leaf, recorded, before) in missing)
        {
            // Numbers come in the order of leaves, nearly always: the one after its neighbour's is its own if nobody has it.
            var next = (lastLeaf == leaf - 1 && lastPosition > before ? lastPosition : before) + 1;
            var position = uncovered.Contains(next) ? next : missing.Count == 1 && uncovered.Count == 1 ? uncovered.First() : (long?)null;
            (lastLeaf, lastPosition) = (leaf, position ?? 0);
            uncovered.Remove(position ?? 0);
            var moved = position is { } number ? unsealed.FirstOrDefault(x => IsSealedAs(x.Line, number, recorded)).Line : null;

            if (moved is not null)
            {
                EventLine.TryRead(moved, e);
                lines.Wrong(Say.Of("events.renumbered", leaf, position, Told(e)), position, leaf, e.Id);
            }
            else
            {
                lines.Wrong(position is null ? Say.Of("events.missing", leaf, before) : Say.Of("events.deleted", leaf, position), position, leaf);
            }
        }
    }

    private void TellAltered(IReadOnlySet<long> sm3)
    {
        var numbers = altered.ConvertAll(x => EventLine.TryRead(x.Line, e) ? e.Sequence : 0);

        for (var i = 0; i < altered.Count; i++)
        {
            var (leaf, line, _) = altered[i];
            var home = numbers.FindIndex(number => number != numbers[i] && IsSealedAs(line, number, altered[numbers.IndexOf(number)].Recorded));
            var place = altered.FindIndex(x => x.Leaf != leaf && IsSealedAs(line, numbers[i], x.Recorded));
            EventLine.TryRead(line, e);
            leaves.Wrong(
                home >= 0 ? Say.Of("leaves.swapped", leaf, Told(e), numbers[home]) : place >= 0 ? Say.Of("leaves.moved", leaf, Told(e), altered[place].Leaf)
                : sm3.Contains(leaf) ? Say.Of(e.Gap is null ? "leaves.altered" : "leaves.gap", leaf, Told(e)) : Say.Of("leaves.one", leaf, "SHA-256", "SM3"),
                e.Gap?.First ?? e.Sequence, leaf, e.Gap is null ? e.Id : null);
        }
    }

    private bool IsSealedAs(byte[] line, long number, byte[] recorded)
    {
        EventLine.TryRead(line, e);
        var bytes = new byte[e.MostLeafBytes];

        return hash.Leaf(bytes.AsSpan(0, e.WriteLeaf(bytes, number))).AsSpan().SequenceEqual(recorded);
    }

    private static string TimeOf(long microseconds) =>
        microseconds is > -62_135_596_800_000_000 and < 253_402_300_800_000_000
            ? DateTime.UnixEpoch.AddTicks(microseconds * 10).ToString("yyyy-MM-dd HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture)
            : microseconds.ToString(CultureInfo.InvariantCulture);
}
