namespace Qingyang.Investment.Verifier.Checks;

/// <summary>Every number up to the sealed end stands in exactly one leaf: as an event, or in a gap.</summary>
public static class Coverage
{
    public static void Check(Checking checking)
    {
        var step = checking.Report.Begin("coverage");
        Walk(
            checking,
            (first, last) => step.Wrong(first == last ? Say.Of("coverage.hole", first) : Say.Of("coverage.holes", first, last), first),
            (first, last) => step.Wrong(first == last ? Say.Of("coverage.twice", first) : Say.Of("coverage.twices", first, last), first));
        var gaps = checking.Gaps.Sum(x => x.Last - x.First + 1);
        step.Done(Say.Of("coverage.done", checking.Manifest.Sealed, gaps));

        foreach (var (first, last) in checking.Gaps.Where(x => x.Last > checking.Manifest.Sealed))
        {
            step.Wrong(Say.Of("coverage.beyond", first, last, checking.Manifest.Sealed), first);
        }

        // Whoever hides events as numbers that never were would need large ones: writes that failed leave small ones.
        foreach (var (first, last) in checking.Gaps.Where(x => x.Last - x.First + 1 >= 1000))
        {
            step.Warn(Say.Of("coverage.large", first, last, last - first + 1), first);
        }
    }

    /// <summary>The first numbers that stand in no leaf.</summary>
    public static HashSet<long> Holes(Checking checking, int most)
    {
        var holes = new HashSet<long>();
        Walk(checking, (first, last) =>
        {
            for (var number = first; number <= last && holes.Count < most; number++)
            {
                holes.Add(number);
            }
        }, (_, _) => { });

        return holes;
    }

    private static void Walk(Checking checking, Action<long, long> hole, Action<long, long> twice)
    {
        var gaps = checking.Gaps.Order().ToList();
        var (order, events, next, e, g) = (checking.Events.BySequence(), checking.Events.All, 1L, 0, 0);

        while (true)
        {
            while (e < order.Length && order[e] >= checking.WithLeaf)
            {
                e++;   // not sealed yet
            }

            if (e == order.Length && g == gaps.Count)
            {
                break;
            }

            var (first, last) = g == gaps.Count || (e < order.Length && events[order[e]].Sequence <= gaps[g].First)
                ? (events[order[e]].Sequence, events[order[e++]].Sequence) : gaps[g++];

            if (first < next)
            {
                twice(first, Math.Min(last, next - 1));
            }
            else if (first > next && next <= checking.Manifest.Sealed)
            {
                hole(next, Math.Min(first - 1, checking.Manifest.Sealed));
            }

            next = Math.Max(next, last + 1);
        }

        if (next <= checking.Manifest.Sealed)
        {
            hole(next, checking.Manifest.Sealed);
        }
    }
}
