namespace Qingyang.Investment.Audit.Log;

/// <summary>Sequence numbers from the first to the last.</summary>
public readonly record struct Numbers(long First, long Last);

/// <summary>Which sequence numbers are in leaves: all up to <see cref="High"/> but for the holes, numbers that may still come to be events. Numbers begin at 1.</summary>
public sealed class Coverage
{
    private readonly List<Numbers> holes;

    public Coverage(long high, IEnumerable<Numbers> holes)
    {
        High = high;
        this.holes = [.. holes];
    }

    /// <summary>The highest number that is in a leaf.</summary>
    public long High { get; private set; }

    public IReadOnlyList<Numbers> Holes => holes;

    /// <summary>Every number up to it is in a leaf.</summary>
    public long Sealed => holes.Count > 0 ? holes[0].First - 1 : High;

    public Coverage Copy() => new(High, holes);

    /// <summary>The numbers from one to another that are in no leaf yet, in order.</summary>
    public IEnumerable<Numbers> Missing(long from, long to)
    {
        for (var i = 0; i < holes.Count && holes[i].First <= to; i++)
        {
            if (holes[i].Last >= from)
            {
                yield return new Numbers(Math.Max(from, holes[i].First), Math.Min(to, holes[i].Last));
            }
        }

        if (to > High)
        {
            yield return new Numbers(Math.Max(from, High + 1), to);
        }
    }

    /// <summary>These have got a leaf. Where they lie above all others, those in between become a hole.</summary>
    /// <exception cref="InvalidOperationException">One of them had one already.</exception>
    public void Cover(long first, long last)
    {
        if (first > High)
        {
            if (first > High + 1)
            {
                holes.Add(new Numbers(High + 1, first - 1));
            }

            High = last;

            return;
        }

        var at = holes.FindIndex(x => x.First <= first && x.Last >= last);

        if (at < 0)
        {
            throw new InvalidOperationException($"The numbers {first} to {last} are in a leaf already.");
        }

        var hole = holes[at];
        holes.RemoveAt(at);

        if (hole.Last > last)
        {
            holes.Insert(at, hole with { First = last + 1 });
        }

        if (hole.First < first)
        {
            holes.Insert(at, hole with { Last = first - 1 });
        }
    }
}
