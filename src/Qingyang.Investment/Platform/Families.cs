namespace Qingyang.Investment.Platform;

/// <summary>The families of enterprises that were revised, each found by any of its members.</summary>
public sealed class Families
{
    private readonly Dictionary<Guid, Family> byMember = [];

    public static Families None => new();

    public IReadOnlyList<Family> All => [.. byMember.Values.Distinct()];

    public bool IsEmpty => byMember.Count == 0;

    /// <param name="ids">The enterprises that were revised.</param>
    /// <param name="pairs">Which was ever merged into which: those are of one family.</param>
    public static Families Of(IReadOnlyCollection<Guid> ids, IReadOnlyCollection<(Guid, Guid)> pairs)
    {
        var families = new Families();
        var neighbours = pairs.Where(x => x.Item1 != x.Item2).SelectMany(x => new[] { x, (x.Item2, x.Item1) }).ToLookup(x => x.Item1, x => x.Item2);

        foreach (var id in ids.Where(x => !families.byMember.ContainsKey(x)))
        {
            var family = new Family();
            var open = new Stack<Guid>([id]);

            while (open.TryPop(out var member))
            {
                if (families.byMember.TryAdd(member, family))
                {
                    foreach (var neighbour in neighbours[member])
                    {
                        open.Push(neighbour);
                    }
                }
            }
        }

        return families;
    }

    public bool Contains(Guid enterprise) => byMember.ContainsKey(enterprise);

    /// <summary>Takes an event of one of them, in the order of the log; false where it is of none.</summary>
    public bool Take(in Recorded e)
    {
        if (!byMember.TryGetValue(e.StreamId, out var family))
        {
            return false;
        }

        family.Apply(e);

        return true;
    }
}
