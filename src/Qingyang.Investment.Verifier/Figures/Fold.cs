using Qingyang.Investment.Verifier.Events;

namespace Qingyang.Investment.Verifier.Figures;

/// <summary>
/// What the events come to at a log position, written after the format and after nothing else. Retractions first, since they say what is
/// there at all; then registrations and merges as they came; then every fact for the root of its enterprise.
/// </summary>
public sealed class Fold
{
    private readonly EventTable events;
    private readonly Enterprise[] enterprises;

    /// <summary>Only what the log held at that position counts.</summary>
    public Fold(EventTable events, long position)
    {
        this.events = events;
        enterprises = new Enterprise[events.Streams];
        var order = events.BySequence();
        var known = order.Length;

        while (known > 0 && events.All[order[known - 1]].Sequence > position)
        {
            known--;
        }

        var retracted = Retracted(position);
        Array.Fill(enterprises, new Enterprise { Marking = -1, Into = -1 });

        foreach (ref var enterprise in enterprises.AsSpan())
        {
            ((Span<int>)enterprise.Days).Fill(int.MaxValue);
        }

        Place(position, retracted);

        foreach (var index in order.AsSpan(0, known))
        {
            ref var e = ref events.All[index];

            if ((int)e.Kind < Kinds.Facts && !retracted.Contains(index))
            {
                ref var day = ref enterprises[RootOf(e.Stream)].Days[(int)e.Kind];
                day = Math.Min(day, e.On);
            }
        }
    }

    /// <summary>The streams in which merges go round in a circle, so that nobody could say for whom they count.</summary>
    public HashSet<int> Circles { get; } = [];

    /// <summary>Enterprises that count: in the books, and not merged into another.</summary>
    public IEnumerable<int> Counted()
    {
        for (var i = 0; i < enterprises.Length; i++)
        {
            if (enterprises[i] is { Marking: >= 0, Into: < 0 })
            {
                yield return i;
            }
        }
    }

    public bool IsInTheBooks(int stream) => enterprises[stream].Marking >= 0;

    public Marking MarksOf(int stream) => events.Markings[enterprises[stream].Marking];

    /// <summary>The day on which it reached the stage, by that definition; null where it has not.</summary>
    public DateOnly? Reached(int stream, Definition definition, Stage stage)
    {
        var (first, kinds) = (int.MaxValue, definition[stage]);

        for (var kind = 0; kind < Kinds.Facts; kind++)
        {
            if ((kinds & (1 << kind)) != 0)
            {
                first = Math.Min(first, enterprises[stream].Days[kind]);
            }
        }

        return first == int.MaxValue ? null : DateOnly.FromDayNumber(first);
    }

    /// <summary>For whom its facts count.</summary>
    public int RootOf(int stream)
    {
        var (root, steps) = (stream, 0);

        while (enterprises[root].Into >= 0)
        {
            root = enterprises[root].Into;

            if (++steps > enterprises.Length)
            {
                Circles.Add(stream);

                return stream;
            }
        }

        return root;
    }

    /// <summary>From the last to the first: what a retraction that was itself retracted took away is there again.</summary>
    private HashSet<int> Retracted(long position)
    {
        var retracted = new HashSet<int>();

        foreach (var naming in events.Namings.Where(x => events.All[x.Event].Kind == Kind.Retraction && events.All[x.Event].Sequence <= position).OrderByDescending(x => events.All[x.Event].Sequence))
        {
            if (!retracted.Contains(naming.Event) && events.At(naming.Position) is { } target && Names(naming, target))
            {
                retracted.Add(target);
            }
        }

        return retracted;
    }

    /// <summary>A retraction names an earlier event of its own stream, by position and id.</summary>
    public bool Names(in Naming naming, int target) =>
        events.All[target].Stream == events.All[naming.Event].Stream && events.All[target].Id == naming.Named && events.All[target].Sequence < events.All[naming.Event].Sequence;

    private void Place(long position, HashSet<int> retracted)
    {
        var latest = new long[enterprises.Length];

        for (var i = 0; i < events.Markings.Count; i++)
        {
            ref var e = ref events.All[events.Markings[i].Event];

            if (e.Sequence <= position && e.Sequence > latest[e.Stream] && !retracted.Contains(events.Markings[i].Event))
            {
                (enterprises[e.Stream].Marking, latest[e.Stream]) = (i, e.Sequence);
            }
        }

        foreach (var naming in events.Namings.Where(x => events.All[x.Event].Sequence <= position && !retracted.Contains(x.Event)).OrderBy(x => events.All[x.Event].Sequence))
        {
            ref var e = ref events.All[naming.Event];

            if (e.Kind == Kind.Merge)
            {
                enterprises[e.Stream].Into = events.StreamOf(naming.Named) ?? -1;
            }
            else if (e.Kind == Kind.MergeUndone)
            {
                enterprises[e.Stream].Into = -1;
            }
        }
    }

    /// <summary>One enterprise as of a log position: whether it is in the books, where it belongs, and the first day of each kind of fact.</summary>
    private struct Enterprise
    {
        /// <summary>The marks of its latest registration, an index into <see cref="EventTable.Markings"/>; -1 is not in the books.</summary>
        public int Marking;

        /// <summary>The enterprise that it was merged into, by stream number; -1 stands for itself.</summary>
        public int Into;

        /// <summary>The first day of each kind of fact, as day numbers; <see cref="int.MaxValue"/> is never.</summary>
        public Days Days;
    }

    [System.Runtime.CompilerServices.InlineArray(Kinds.Facts)]
    private struct Days
    {
        private int first;
    }
}
