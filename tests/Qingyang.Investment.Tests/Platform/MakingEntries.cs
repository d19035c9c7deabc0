using CsCheck;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Tests.Platform;

public sealed class MakingEntries
{
    private static readonly RenameEnterprise Command = new(Given.Enterprise, "新名");

    [Fact]
    public void Same_words_same_id() => Entry.IdFrom("key", "王五", "1").ShouldBe(Guid.Parse(SameForEver));

    [Fact]
    public void Other_words_other_id()
    {
        Guid[] ids = [Entry.IdFrom("key", "王五", "1"), Entry.IdFrom("key", "王五", "2"), Entry.IdFrom("key", "王五1"), Entry.IdFrom("key王五", "1"), Entry.IdFrom("key", "王", "五1")];

        ids.ShouldBeUnique();
    }

    [Fact]
    public void Ids_say_that_they_are_version_8_of_RFC_9562() =>
        Gen.String.Array[1, 4].Sample(words => Entry.IdFrom(words) is { Version: 8 } id && (id.Variant & 0b1100) == 0b1000);

    [Fact]
    public void Under_a_key_the_id_is_the_recorders_own()
    {
        var (one, same) = (Entry.Of(Command, "王五", "api", "1"), Entry.Of(Command, "王五", "ui", "1"));

        same.Id.ShouldBe(one.Id);
        same.Digest.ShouldBe(one.Digest);
        same.NewStream.ShouldNotBe(one.NewStream);
        Entry.Of(Command, "赵六", "api", "1").Id.ShouldNotBe(one.Id);
        Entry.Of(Command, "王五", "api", "2").Id.ShouldNotBe(one.Id);
        Entry.Of(Command with { Name = "别名" }, "王五", "api", "1").Id.ShouldBe(one.Id);
    }

    [Fact]
    public void Without_a_key_every_entry_is_new()
    {
        var (one, other) = (Entry.Of(Command, "王五", "api", key: null), Entry.Of(Command, "王五", "api", key: null));

        other.Id.ShouldNotBe(one.Id);
        one.Id.Version.ShouldBe(7);
        one.NewStream.Version.ShouldBe(7);
    }

    [Fact]
    public void The_digest_tells_other_content_and_other_commands_apart()
    {
        string?[] digests = [
            Entry.Of(Command, "王五", "api", "1").Digest, Entry.Of(Command with { Name = "别名" }, "王五", "api", "1").Digest, Entry.Of(Command with { SeenVersion = 1 }, "王五", "api", "1").Digest,
            Entry.Of(new NoteOtherName(Command.EnterpriseId, Command.Name), "王五", "api", "1").Digest];

        digests.ShouldBeUnique();
        digests.ShouldAllBe(x => x!.Length == 64);
    }

    [Fact]
    public void Further_events_have_ids_of_their_own()
    {
        var ids = Enumerable.Range(0, 20).Select(Given.Entry.EventId).ToList();

        ids[0].ShouldBe(Given.Entry.Id);
        ids.ShouldBeUnique();
        (Given.Entry with { Id = Given.Another }).EventId(1).ShouldNotBe(ids[1]);
    }

    [Fact]
    public void Events_say_who_recorded_them_and_from_where()
    {
        var (first, second) = (Given.Event(new OtherNameNoted("甲")), Given.Event(new OtherNameNoted("乙")));

        Given.Entry.Stamp(first, 0);
        Given.Entry.Stamp(second, 1);

        (first.Id, first.UserName, first.GetHeader("source"), first.GetHeader("digest"), first.GetHeader("entry")).ShouldBe((Given.Entry.Id, "王五", "api", "digest", null));
        (second.Id, second.UserName, second.GetHeader("source"), second.GetHeader("entry")).ShouldBe((Given.Entry.EventId(1), "王五", "api", Given.Entry.Id.ToString()));
    }

    [Fact]
    public void Travels_beside_its_command_unchanged()
    {
        Entry.From(Given.Entry.ToDelivery().Headers).ShouldBe(Given.Entry);
        Entry.From((Given.Entry with { Digest = null }).ToDelivery().Headers).ShouldBe(Given.Entry with { Digest = null });
    }

    /// <summary>Ids stand in logs: this one may never change.</summary>
    private const string SameForEver = "3496cc99-51c9-8d43-820d-9599d69e3c72";
}
