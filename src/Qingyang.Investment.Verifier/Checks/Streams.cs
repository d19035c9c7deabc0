using Qingyang.Investment.Verifier.Events;

namespace Qingyang.Investment.Verifier.Checks;

/// <summary>What holds between events: an id stands once, versions of a stream have no holes, and a retraction names what is there to be retracted.</summary>
public static class Streams
{
    public static void Check(Checking checking)
    {
        Ids(checking);
        Versions(checking);
        Namings(checking);
    }

    private static void Ids(Checking checking)
    {
        var (step, events) = (checking.Report.Begin("ids"), checking.Events.All);
        var (ids, order) = (new Guid[events.Count], new int[events.Count]);

        for (var i = 0; i < ids.Length; i++)
        {
            (ids[i], order[i]) = (events[i].Id, i);
        }

        Array.Sort(ids, order);

        for (var i = 1; i < ids.Length; i++)
        {
            if (ids[i] == ids[i - 1])
            {
                var (x, y) = (events[order[i - 1]].Sequence, events[order[i]].Sequence);
                step.Wrong(Say.Of("ids.twice", ids[i], Math.Min(x, y), Math.Max(x, y)), Math.Max(x, y), id: ids[i]);
            }
        }

        step.Done(Say.Of("ids.done", ids.Length));
    }

    private static void Versions(Checking checking)
    {
        var (step, events) = (checking.Report.Begin("versions"), checking.Events.All);

        if (!checking.Manifest.Slice.HasWholeStreams)
        {
            step.Skip(Say.Of("versions.period"));

            return;
        }

        var (keys, n) = (new ulong[events.Count], 0);

        for (var i = 0; i < events.Count; i++)
        {
            if (events[i].Kind != Kind.Tombstone && checking.Events.StreamId(events[i].Stream) != Guid.Empty)
            {
                keys[n++] = ((ulong)(uint)events[i].Stream << 32) | (uint)events[i].Version;
            }
        }

        Array.Sort(keys, 0, n);
        var (stream, expected) = (-1, 1L);

        foreach (var key in keys.AsSpan(0, n))
        {
            var (current, version) = ((int)(key >> 32), (long)(uint)key);
            expected = current == stream ? expected : 1;
            stream = current;

            if (version != expected)
            {
                step.Wrong(Say.Of(version < expected ? "versions.twice" : "versions.hole", checking.Events.StreamId(stream), version < expected ? version : expected), PositionOf(checking, stream, (int)version));
            }

            expected = version + 1;
        }

        step.Done(Say.Of("versions.done", checking.Events.Streams));
    }

    private static void Namings(Checking checking)
    {
        var (step, events) = (checking.Report.Begin("retractions"), checking.Events);
        var retractions = 0;

        foreach (var naming in events.Namings.Where(x => events.All[x.Event].Kind == Kind.Retraction))
        {
            retractions++;
            var e = events.All[naming.Event];
            var wrong = events.At(naming.Position) is not { } at ? "retractions.nothing"
                : events.All[at].Id != naming.Named ? "retractions.id"
                : events.All[at].Stream != e.Stream ? "retractions.stream"
                : events.All[at].Sequence >= e.Sequence ? "retractions.later" : null;

            // In a period the retracted event may lie before it.
            if (wrong is not null && (wrong != "retractions.nothing" || checking.Manifest.Slice.HasWholeStreams))
            {
                step.Wrong(Say.Of(wrong, e.Sequence, naming.Position, naming.Named), e.Sequence, id: e.Id);
            }
        }

        step.Done(Say.Of("retractions.done", retractions));
    }

    private static long? PositionOf(Checking checking, int stream, int version)
    {
        for (var i = 0; i < checking.Events.All.Count; i++)
        {
            if (checking.Events.All[i].Stream == stream && checking.Events.All[i].Version == version)
            {
                return checking.Events.All[i].Sequence;
            }
        }

        return null;
    }
}
