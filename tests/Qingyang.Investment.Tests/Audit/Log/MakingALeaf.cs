using System.Buffers.Binary;
using System.Text;
using Qingyang.Investment.Audit.Log;

namespace Qingyang.Investment.Tests.Audit.Log;

/// <summary>What a leaf hashes, byte for byte: others verify it with programs of their own.</summary>
public sealed class MakingALeaf
{
    private static readonly StoredEvent Event = new(
        4712, new Guid("0190D0A0-1C00-7000-8000-000000000002"), new Guid("0190d0a0-1c00-7000-8000-000000000001"), 2, "contact_logged", 1_719_709_323_000_001, "王五", null, "",
        null, Encoding.UTF8.GetBytes("""{"on": "2024-03-05"}"""), Archived: false);

    [Fact]
    public void Puts_the_length_before_each_field_and_tells_nothing_from_empty() => Bytes(Event).ShouldBe([
        0, .. Field("event"), .. Field("4712"), .. Field("0190d0a0-1c00-7000-8000-000000000002"), .. Field("0190d0a0-1c00-7000-8000-000000000001"), .. Field("2"),
        .. Field("contact_logged"), .. Field("1719709323000001"), .. Field("王五"), .. Field(null), .. Field(""), .. Field(null), .. Field("""{"on": "2024-03-05"}""")]);

    [Fact]
    public void Tells_a_gap_by_its_ends()
    {
        var leaf = new LeafBytes();
        leaf.OfEvent(Event);   // the buffer is used again
        leaf.OfGap(8, 19);

        leaf.Prefixed.ToArray().ShouldBe([0, .. Field("gap"), .. Field("8"), .. Field("19")]);
    }

    [Fact]
    public void Is_another_one_for_whatever_is_changed()
    {
        StoredEvent[] changed = [
            Event with { Position = 4713 }, Event with { Id = Guid.Empty }, Event with { StreamId = Guid.Empty }, Event with { StreamId = null }, Event with { Version = 3 }, Event with { Type = "contact_loggeD" },
            Event with { Timestamp = Event.Timestamp - 1 }, Event with { UserName = "王" }, Event with { UserName = null }, Event with { CausationId = "" }, Event with { CorrelationId = null },
            Event with { CausationId = "", CorrelationId = null }, Event with { Headers = [] }, Event with { Headers = "null"u8.ToArray() }, Event with { Data = "{}"u8.ToArray() }, Event];

        changed.Select(x => Convert.ToHexString(Bytes(x))).Distinct().Count().ShouldBe(changed.Length);
        Bytes(Event with { Archived = true }).ShouldBe(Bytes(Event), "a flag that can be flipped hides nothing: verifiers list it");
    }

    /// <summary>A large text does not fit into the first buffer.</summary>
    [Fact]
    public void Takes_events_of_any_size() => Bytes(Event with { Data = new byte[100_000], UserName = new string('甲', 10_000) }).Length.ShouldBeGreaterThan(130_000);

    private static byte[] Bytes(StoredEvent e)
    {
        var leaf = new LeafBytes();
        leaf.OfEvent(e);

        return leaf.Prefixed.ToArray();
    }

    private static byte[] Field(string? text)
    {
        if (text is null)
        {
            return [0xff, 0xff, 0xff, 0xff];
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);

        return [.. length, .. bytes];
    }
}
