using System.Collections.Immutable;

namespace Qingyang.Investment.Platform;

/// <summary>What is known from entries that stand: each value by the events that say it, so that it goes with the last of them that is retracted.</summary>
public sealed class StandingEntries<T> where T : notnull
{
    public static readonly StandingEntries<T> None = new(ImmutableDictionary<Guid, T>.Empty, ImmutableDictionary<T, int>.Empty);

    private readonly ImmutableDictionary<Guid, T> byEntry;
    private readonly ImmutableDictionary<T, int> counts;

    private StandingEntries(ImmutableDictionary<Guid, T> byEntry, ImmutableDictionary<T, int> counts) => (this.byEntry, this.counts) = (byEntry, counts);

    public IEnumerable<T> Values => counts.Keys;

    public bool Contains(T value) => counts.ContainsKey(value);

    /// <summary>An event says it.</summary>
    public StandingEntries<T> Add(Guid entry, T value) => new(byEntry.SetItem(entry, value), counts.SetItem(value, counts.GetValueOrDefault(value) + 1));

    /// <summary>That event was retracted. One that says nothing here changes nothing.</summary>
    public StandingEntries<T> Without(Guid entry) => byEntry.TryGetValue(entry, out var value)
        ? new(byEntry.Remove(entry), counts[value] == 1 ? counts.Remove(value) : counts.SetItem(value, counts[value] - 1))
        : this;
}
