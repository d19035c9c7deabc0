using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Tests.Enterprises;

public sealed class ChangingWhatItGoesBy
{
    private const string Code = "91350100M000100Y43", OtherCode = "91350200776049653A";

    private static readonly Enterprise Coded = Enterprise.Create(Given.Event(Given.Registered)) with { Version = 1 };
    private static readonly Enterprise Nameless = Enterprise.Create(Given.Event(Given.Registered with { CreditCode = null })) with { Version = 1 };

    [Fact]
    public void Begins_with_the_registration() =>
        (Coded.Id, Coded.Name, string.Join('|', Coded.Names), Coded.CreditCode).ShouldBe((Given.Enterprise, Given.Registered.Name, Given.Registered.Name, Code));

    [Fact]
    public void Keeps_every_name_and_the_code_that_was_given()
    {
        var now = Nameless.Apply(Given.Event(new OtherNameNoted("算科"))).Apply(Given.Event(new EnterpriseRenamed("新名", Nameless.Name))).Apply(Given.Event(new CreditCodeGiven(OtherCode)));

        now.Name.ShouldBe("新名");
        now.Names.ShouldBe([Given.Registered.Name, "算科", "新名"], ignoreOrder: true);
        now.CreditCode.ShouldBe(OtherCode);
    }

    [Fact]
    public void Renames_it() =>
        Rename(" 新名 ", Coded).ShouldBeDone(new EnterpriseRenamed("新名", Given.Registered.Name));

    [Fact]
    public void Renames_it_back() =>
        Rename(Given.Registered.Name, Coded.Apply(Given.Event(new EnterpriseRenamed("新名", Coded.Name)))).ShouldBeDone(new EnterpriseRenamed(Given.Registered.Name, "新名"));

    [Fact]
    public void Does_not_rename_it_to_its_name() => Rename(" " + Given.Registered.Name, Coded).ShouldBeSoAlready();

    [Fact]
    public void Does_not_rename_what_is_not_there() => Rename("新名", null).ShouldBeUnknown();

    [Fact]
    public void Does_not_rename_what_has_changed_since() => Rename("新名", Coded with { Version = 4 }, seen: 3).ShouldBeStale(4, 3);

    [Fact]
    public void Renames_what_has_not_changed_since() => Rename("新名", Coded with { Version = 4 }, seen: 4).ShouldBeDone(new EnterpriseRenamed("新名", Coded.Name));

    [Fact]
    public void Notes_another_name() => Note(" 算科 ", Coded).ShouldBeDone(new OtherNameNoted("算科"));

    [Fact]
    public void Does_not_note_a_name_that_it_had() => Note(Given.Registered.Name, Coded.Apply(Given.Event(new EnterpriseRenamed("新名", Coded.Name)))).ShouldBeSoAlready();

    [Fact]
    public void Does_not_note_a_name_of_what_is_not_there() => Note("算科", null).ShouldBeUnknown();

    [Fact]
    public void Does_not_note_a_name_of_what_has_changed_since() => Note("算科", Coded, seen: 0).ShouldBeStale(1, 0);

    [Fact]
    public void Gives_a_code() => Give(" " + OtherCode.ToLowerInvariant(), Nameless).ShouldBeDone(new CreditCodeGiven(OtherCode));

    [Fact]
    public void Does_not_give_the_code_that_it_has() => Give(Code, Coded, new Known(Given.Enterprise, Coded.Name, KnownBy.CreditCode)).ShouldBeSoAlready();

    [Fact]
    public void Does_not_give_a_second_code() => Give(OtherCode, Coded).ShouldBeRefused("credit-code-given", Code);

    [Fact]
    public void Does_not_give_a_code_of_another() => Give(OtherCode, Nameless, new Known(Given.Another, "老企业", KnownBy.CreditCode)).ShouldBeRefused("credit-code-taken", "「老企业」");

    [Fact]
    public void Does_not_give_a_code_to_what_is_not_there() => Give(OtherCode, null).ShouldBeUnknown();

    [Fact]
    public void Does_not_give_a_code_to_what_has_changed_since() => Give(OtherCode, Nameless, seen: 9).ShouldBeStale(1, 9);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("91350100M000100Y44")]
    public void Needs_a_code_that_holds(string code) => new GiveCreditCodeValidator().ShouldFind(new GiveCreditCode(Given.Enterprise, code), "CreditCode");

    [Fact]
    public void Needs_a_name_within_limits()
    {
        new RenameEnterpriseValidator().ShouldFind(new RenameEnterprise(Given.Enterprise, " "), "Name");
        new RenameEnterpriseValidator().ShouldFind(new RenameEnterprise(Given.Enterprise, Judging.Long(201)), "Name");
        new RenameEnterpriseValidator().ShouldFind(new RenameEnterprise(Given.Enterprise, Judging.Long(200)));
        new NoteOtherNameValidator().ShouldFind(new NoteOtherName(Given.Enterprise, null!), "Name");
        new NoteOtherNameValidator().ShouldFind(new NoteOtherName(Given.Enterprise, Judging.Long(201)), "Name");
        new NoteOtherNameValidator().ShouldFind(new NoteOtherName(Given.Enterprise, Judging.Long(200)));
        new GiveCreditCodeValidator().ShouldFind(new GiveCreditCode(Given.Enterprise, Code));
    }

    private static (Outcome, Wolverine.Marten.Events) Rename(string name, Enterprise? enterprise, int? seen = null) =>
        RenameEnterpriseHandler.Handle(new RenameEnterprise(Given.Enterprise, name, seen), Given.Entry, enterprise);

    private static (Outcome, Wolverine.Marten.Events) Note(string name, Enterprise? enterprise, int? seen = null) =>
        NoteOtherNameHandler.Handle(new NoteOtherName(Given.Enterprise, name, seen), Given.Entry, enterprise);

    private static (Outcome, Wolverine.Marten.Events) Give(string code, Enterprise? enterprise, Known? known = null, int? seen = null) =>
        GiveCreditCodeHandler.Handle(new GiveCreditCode(Given.Enterprise, code, seen), Given.Entry, known, enterprise);
}
