using System.Text;
using Qingyang.Investment.Audit.Log;

namespace Qingyang.Investment.Tests.Audit.Evidence;

/// <summary>A log made by hand: each event takes the next number and the next version of its stream, and is sealed in that order unless it is told to be late.</summary>
public sealed class SyntheticLog
{
    private static readonly DateTimeOffset Start = new(2024, 3, 5, 1, 2, 3, TimeSpan.Zero);

    private readonly Dictionary<Guid, long> versions = [];
    private long last;

    /// <summary>What became leaves, in their order: an event, or numbers that no event will ever have.</summary>
    public List<(StoredEvent? Event, SealedRun? Gap)> Leaves { get; } = [];

    /// <summary>What the log holds beyond them.</summary>
    public List<StoredEvent> Unsealed { get; } = [];

    /// <summary>Tree sizes at which checkpoints were signed; the whole is always one.</summary>
    public List<long> Checkpoints { get; } = [];

    public long Last => last;

    public IEnumerable<StoredEvent> Events => Leaves.Select(x => x.Event).OfType<StoredEvent>().Concat(Unsealed);

    /// <summary>Every number up to it is covered.</summary>
    public long Sealed { get; private set; }

    public static Guid Id(int kind, long number) => new($"0190d0a0-{kind:x4}-7000-8000-{number:x12}");

    public static Guid Enterprise(int number) => Id(1, number);

    public StoredEvent Event(Guid stream, string type, string data, bool late = false, string? headers = "{\"source\": \"api\"}")
    {
        var e = Next(stream, type, data, headers);

        if (!late)
        {
            Seal(e);
        }

        return e;
    }

    public void Seal(in StoredEvent e)
    {
        Leaves.Add((e, null));
        Sealed = Math.Max(Sealed, e.Position);
    }

    public StoredEvent AddUnsealed(Guid stream, string type, string data)
    {
        var e = Next(stream, type, data, headers: null);
        Unsealed.Add(e);

        return e;
    }

    public void Gap(int numbers)
    {
        Leaves.Add((null, new SealedRun(Leaves.Count, last + 1, last + numbers, IsGap: true)));
        Sealed = last += numbers;
    }

    public void Checkpoint() => Checkpoints.Add(Leaves.Count);

    public StoredEvent Registered(int enterprise, string county = "621022", bool late = false) => Event(
        Enterprise(enterprise), "enterprise_registered", $$"""{"name": "庆阳{{enterprise}}号有限公司", "chain": "人工智能", "county": "{{county}}", "origin": null, "source": "上门来访", "creditCode": null}""", late);

    public StoredEvent Contact(int enterprise, string on = "2024-03-05", bool late = false) => Event(
        Enterprise(enterprise), "contact_logged", $$"""{"on": "{{on}}", "method": "SiteVisit", "content": "洽谈 \"算力\" 租赁\n🙂", "performedBy": "李四"}""", late);

    public StoredEvent Agreement(int enterprise, string kind = "Framework", string on = "2024-05-06") => Event(
        Enterprise(enterprise), "agreement_signed", $$"""{"on": "{{on}}", "kind": "{{kind}}", "amount": 1200.50, "number": "QY-{{last}}", "amountText": "1200.5 万元"}""");

    public StoredEvent Milestone(int enterprise, string kind = "ConstructionStart", string on = "2024-07-08") => Event(
        Enterprise(enterprise), "milestone_reached", $$"""{"on": "{{on}}", "kind": "{{kind}}", "place": null, "agreementNumber": "QY-1"}""");

    public StoredEvent Retracted(in StoredEvent e) => Event(e.StreamId!.Value, "entry_retracted", $$"""{"reason": "登记错了", "entryId": "{{e.Id}}", "position": {{e.Position}}}""");

    public StoredEvent Merged(int enterprise, int into) => Event(Enterprise(enterprise), "enterprise_merged", $$"""{"into": "{{Enterprise(into)}}", "reason": "同一家"}""");

    public StoredEvent MergeUndone(int enterprise, int from) => Event(Enterprise(enterprise), "merge_undone", $$"""{"from": "{{Enterprise(from)}}", "reason": "不是同一家"}""");

    /// <summary>Some of everything: gaps, a late commit, a tombstone, two earlier checkpoints, events without headers, and two that are not sealed yet.</summary>
    public static SyntheticLog OfEverything()
    {
        var log = new SyntheticLog();

        for (var i = 1; i <= 12; i++)
        {
            log.Registered(i, i % 3 == 0 ? "621002" : "621022");
            log.Contact(i, $"2024-03-{i + 1:00}");

            if (i % 2 == 0)
            {
                log.Agreement(i, i % 4 == 0 ? "Contract" : "Framework");
            }

            if (i == 5)
            {
                log.Gap(3);
                log.Checkpoint();
            }
        }

        var late = log.Contact(1, "2024-04-01", late: true);
        log.Milestone(4, on: "2024-06-08");
        log.Milestone(8, "Registration", "2024-06-30");
        log.Seal(late);
        log.Gap(1);
        log.Event(Id(9, 9), "tombstone", "{}", headers: null);
        log.Checkpoint();
        log.Retracted(log.Contact(2, "2024-01-01"));
        log.Merged(3, into: 6);
        log.Event(Enterprise(7), "enterprise_renamed", """{"name": "新名有限公司", "formerName": "庆阳7号有限公司"}""", headers: null);
        log.AddUnsealed(Enterprise(7), "contact_logged", """{"on": "2024-06-01", "method": "Phone", "content": "谈", "performedBy": "李四"}""");
        log.AddUnsealed(Enterprise(9), "agreement_signed", """{"on": "2024-06-02", "kind": "Contract", "amount": 1, "number": "QY-X", "amountText": "1"}""");

        return log;
    }

    private StoredEvent Next(Guid stream, string type, string data, string? headers)
    {
        var version = versions[stream] = versions.GetValueOrDefault(stream) + 1;
        last++;

        return new StoredEvent(
            last, Id(2, last), stream, version, type, (Start.UtcTicks - DateTimeOffset.UnixEpoch.Ticks + (last * 12_345_678L)) / 10, last % 4 == 0 ? null : "王五",
            last % 3 == 0 ? null : "cause", $"00-{last:x32}", headers is null ? null : Encoding.UTF8.GetBytes(headers), Encoding.UTF8.GetBytes(data), Archived: false);
    }
}
