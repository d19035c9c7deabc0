namespace Qingyang.Investment.Verifier.Events;

/// <summary>What is kept of an event: 40 bytes.</summary>
public readonly record struct Kept(Guid Id, long Sequence, int Stream, int Version, int On, Kind Kind);

/// <summary>What is kept besides of an event that names another one, or another enterprise.</summary>
public readonly record struct Naming(int Event, Guid Named, long Position);

/// <summary>County, chain, source and origin (as numbers of texts, -1 is none) by an enterprise_registered.</summary>
public readonly record struct Marking(int Event, int County, int Chain, int Source, int Origin);

/// <summary>All events of the pack, compactly, in the order of its lines.</summary>
public sealed class EventTable
{
    private readonly Dictionary<Guid, int> streams = [];
    private readonly List<Guid> streamIds = [];
    private readonly Dictionary<string, int> texts = new(StringComparer.Ordinal);
    private readonly List<string> textsByNumber = [];
    private int[]? order;
    private bool inOrder = true;

    public Chunked<Kept> All { get; } = new();

    public List<Naming> Namings { get; } = [];

    public Chunked<Marking> Markings { get; } = new();

    public int Streams => streamIds.Count;

    public Guid StreamId(int stream) => streamIds[stream];

    public int? StreamOf(Guid id) => streams.TryGetValue(id, out var stream) ? stream : null;

    public string? Text(int number) => number < 0 ? null : textsByNumber[number];

    public void Add(LoggedEvent e, Fact fact)
    {
        var version = e.Version is > 0 and < int.MaxValue ? (int)e.Version : int.MaxValue;
        inOrder &= All.Count == 0 || All[All.Count - 1].Sequence < e.Sequence;
        All.Add(new Kept(e.Id, e.Sequence, Number(e.Stream), version, fact.On, fact.Kind));

        if (fact.Kind is Kind.Retraction or Kind.Merge or Kind.MergeUndone)
        {
            Namings.Add(new Naming(All.Count - 1, fact.Named, fact.Position));
        }
        else if (fact.Kind == Kind.InTheBooks)
        {
            Markings.Add(new Marking(All.Count - 1, Number(fact.Marks[0]), Number(fact.Marks[1]), Number(fact.Marks[2]), Number(fact.Marks[3])));
        }
    }

    /// <summary>The events by their log position, as indexes into <see cref="All"/>. To be asked when all of them are there.</summary>
    public int[] BySequence()
    {
        if (order is null)
        {
            order = new int[All.Count];

            for (var i = 0; i < order.Length; i++)
            {
                order[i] = i;
            }

            if (!inOrder)
            {
                order.AsSpan().Sort((x, y) => All[x].Sequence.CompareTo(All[y].Sequence) is not 0 and var c ? c : x.CompareTo(y));
            }
        }

        return order;
    }

    /// <summary>The event at a log position; null where there is none.</summary>
    public int? At(long sequence)
    {
        var (sorted, low, high) = (BySequence(), 0, All.Count - 1);

        while (low <= high)
        {
            var middle = (low + high) >> 1;
            var found = All[sorted[middle]].Sequence;

            if (found == sequence)
            {
                return sorted[middle];
            }

            (low, high) = found < sequence ? (middle + 1, high) : (low, middle - 1);
        }

        return null;
    }

    private int Number(Guid stream)
    {
        if (!streams.TryGetValue(stream, out var number))
        {
            streams.Add(stream, number = streamIds.Count);
            streamIds.Add(stream);
        }

        return number;
    }

    private int Number(string? text)
    {
        if (text is null)
        {
            return -1;
        }

        if (!texts.TryGetValue(text, out var number))
        {
            texts.Add(text, number = textsByNumber.Count);
            textsByNumber.Add(text);
        }

        return number;
    }
}
