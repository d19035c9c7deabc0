using System.Collections.Immutable;
using Qingyang.Investment.Enterprises;

namespace Qingyang.Investment.Platform;

/// <summary>
/// The history of an enterprise that was revised: something of it was retracted, or it was merged with others, which then are of the same
/// family, for ever. Says what counts of it at each moment: an entry that was retracted does not, and what was entered about an
/// enterprise that was merged into another counts for that other one, until the merge is undone.
/// </summary>
public sealed class Family
{
    private readonly List<Recorded> events = [];
    private readonly Dictionary<Guid, Member> members = [];

    /// <summary>All that happened, in the order of the log.</summary>
    public IReadOnlyList<Recorded> Events => events;

    /// <summary>All enterprises in it.</summary>
    public IReadOnlyCollection<Guid> Members => members.Keys;

    /// <summary>Takes the next event in the order of the log; answers which enterprises are others by it: those that count more or less than before.</summary>
    public ImmutableArray<Guid> Apply(in Recorded e)
    {
        events.Add(e);
        var member = MemberOf(e.StreamId);

        switch (e.Data)
        {
            case EntryRetracted retracted:
                member.Standing.RemoveAll(x => x.Id == retracted.EntryId);
                return [RootOf(e.StreamId)];
            case EnterpriseMerged merged when RootOf(merged.Into) != e.StreamId:
                MemberOf(merged.Into);
                member.Into = merged.Into;
                return [e.StreamId, RootOf(e.StreamId)];
            case MergeUndone:
                var root = RootOf(e.StreamId);
                member.Into = null;
                return [root, e.StreamId];
            default:
                member.Standing.Add(e);
                return [RootOf(e.StreamId)];
        }
    }

    /// <summary>
    /// What counts for each enterprise that stands by itself and is in the books: its own registration first, then everything in the
    /// order of the log. Retractions, merges and their undoing are not among it.
    /// </summary>
    public IReadOnlyDictionary<Guid, IReadOnlyList<Recorded>> Standing() =>
        members.Keys.Where(x => members[x].Into is null).Select(x => (Id: x, Events: StandingOf(x))).Where(x => x.Events.Count > 0).ToDictionary(x => x.Id, x => x.Events);

    /// <summary>Of one enterprise; nothing where it is merged into another, or not in the books.</summary>
    public IReadOnlyList<Recorded> StandingOf(Guid id)
    {
        if (members[id].Into is not null || !members[id].Standing.Exists(x => x.Data is EnterpriseRegistered))
        {
            return [];
        }

        return [.. members.Where(x => RootOf(x.Key) == id).SelectMany(x => x.Value.Standing)
            .Select(x => x with { StreamId = id, IsAbsorbed = x.StreamId != id })
            .OrderBy(x => !(x.Data is EnterpriseRegistered && !x.IsAbsorbed)).ThenBy(x => x.Position)];
    }

    /// <summary>What stands in its own stream, whoever it counts for.</summary>
    public IReadOnlyList<Recorded> OwnOf(Guid id) => [.. members[id].Standing.OrderBy(x => x.Data is not EnterpriseRegistered).ThenBy(x => x.Position)];

    /// <summary>For whom that enterprise counts: itself, unless it was merged.</summary>
    public Guid RootOf(Guid id)
    {
        while (members.TryGetValue(id, out var member) && member.Into is { } into)
        {
            id = into;
        }

        return id;
    }

    private Member MemberOf(Guid id)
    {
        if (!members.TryGetValue(id, out var member))
        {
            members[id] = member = new Member();
        }

        return member;
    }

    /// <summary>What stands in one stream, and what it was merged into.</summary>
    private sealed class Member
    {
        public List<Recorded> Standing { get; } = [];

        public Guid? Into { get; set; }
    }
}
