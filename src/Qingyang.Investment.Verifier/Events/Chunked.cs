namespace Qingyang.Investment.Verifier.Events;

/// <summary>A list that grows by pieces and never copies what it holds: of a million things, no two copies ever stand in memory.</summary>
public sealed class Chunked<T>
{
    private const int Bits = 15;

    private readonly List<T[]> chunks = [];

    public int Count { get; private set; }

    public ref T this[int index] => ref chunks[index >> Bits][index & ((1 << Bits) - 1)];

    public void Add(in T value)
    {
        if (Count >> Bits == chunks.Count)
        {
            chunks.Add(new T[1 << Bits]);
        }

        this[Count++] = value;
    }
}
