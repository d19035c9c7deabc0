namespace Qingyang.Investment.Audit.Evidence;

/// <summary>导出证据包：取了哪一部分、多少个事件、截至哪个日志位置，以及清单的 SHA-256：日后可以证明某个证据包就是那时导出的。</summary>
/// <param name="Slice">The kind of slice: <c>all</c>, <c>enterprise</c>, <c>county</c>, <c>period</c> or <c>figure</c>.</param>
/// <param name="Words">The slice as people read it.</param>
/// <param name="Events">Events in the pack.</param>
/// <param name="Position">The log position that it was made at.</param>
/// <param name="Manifest">SHA-256 of its manifest.json, in hexadecimal.</param>
public sealed record EvidenceExported(string Slice, string Words, int Events, long Position, string Manifest);

/// <summary>The stream of one export.</summary>
public sealed record EvidencePackRecord(Guid Id)
{
    public static EvidencePackRecord Create(JasperFx.Events.IEvent<EvidenceExported> e) => new(e.StreamId);
}
