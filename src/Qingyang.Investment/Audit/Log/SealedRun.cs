namespace Qingyang.Investment.Audit.Log;

/// <summary>Leaves that follow each other: of events, one for each number from <paramref name="First"/> to <paramref name="Last"/>; of a gap, one leaf for all of them.</summary>
public readonly record struct SealedRun(long Leaf, long First, long Last, bool IsGap)
{
    public long Leaves => IsGap ? 1 : Last - First + 1;

    /// <summary>The leaf after its last one.</summary>
    public long End => Leaf + Leaves;

    /// <summary>The leaf that covers a number of it.</summary>
    public long LeafOf(long number) => IsGap ? Leaf : Leaf + number - First;

    /// <summary>The part of it that a tree of that size has; null where it has none of it.</summary>
    public SealedRun? Within(long size) => Leaf >= size ? null : IsGap || End <= size ? this : this with { Last = First + (size - Leaf) - 1 };

    /// <summary>The part of it from that leaf on; null where there is none.</summary>
    public SealedRun? From(long leaf) => End <= leaf ? null : Leaf >= leaf ? this : this with { Leaf = leaf, First = First + leaf - Leaf };
}
