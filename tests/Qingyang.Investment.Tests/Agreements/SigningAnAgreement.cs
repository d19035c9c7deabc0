using Qingyang.Investment.Agreements;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Tests.Agreements;

public sealed class SigningAnAgreement
{
    private static readonly AgreementsSoFar None = AgreementsSoFar.Create(Given.Event(Given.Registered)) with { Version = 1 };
    private static readonly AgreementSigned Signed = new("QY-2024-1", AgreementKind.Framework, null, 1200.5m, "1200.5", Given.Day, null);
    private static readonly SignAgreement Command = new(Given.Enterprise, " QY-2024-1 ", "框架协议", 1200.5m, Given.Day, " ", "");

    private readonly SignAgreementValidator validator = new(Given.Clock);

    [Fact]
    public void Records_it_tidied() => Decide(Command, None).ShouldBeDone(Signed);

    [Fact]
    public void Keeps_what_was_written_for_the_amount() =>
        Decide(Command with { AmountText = " 1,200.5万 ", Project = " 算力中心 ", Occasion = " 兰洽会 ", Kind = "正式合同" }, None)
            .ShouldBeDone(Signed with { Kind = AgreementKind.Contract, AmountText = "1,200.5万", Project = "算力中心", Occasion = "兰洽会" });

    [Fact]
    public void Finds_its_number_there_in_other_spelling() => Decide(Command with { Number = "ｑｙ-2024 -1" }, None.Apply(Given.Event(Signed)), Given.Enterprise).ShouldBeSoAlready();

    [Fact]
    public void Is_refused_for_a_number_of_another_enterprise() => Decide(Command, None, Given.Another).ShouldBeRefused("agreement-conflict", "QY-2024-1");

    [Fact]
    public void Is_not_for_an_enterprise_that_is_not_there() => Decide(Command, null).ShouldBeUnknown();

    [Fact]
    public void Is_not_for_one_that_has_changed_since() => Decide(Command with { SeenVersion = 5 }, None).ShouldBeStale(1, 5);

    [Fact]
    public void Is_well_formed() => validator.ShouldFind(
        Command with { Number = Judging.Long(100), Amount = 999_999_999_999.99m, Project = Judging.Long(200), Occasion = Judging.Long(200) });

    [Fact]
    public void Needs_its_words() => validator.ShouldFind(new SignAgreement(Given.Enterprise, null!, null!, 0, default), "Number", "Kind", "Amount", "On");

    [Theory]
    [InlineData(" ")]
    [InlineData("\u200B")]
    public void Needs_a_number_that_can_be_seen(string number) => validator.ShouldFind(Command with { Number = number }, "Number");

    [Fact]
    public void Has_limits() => validator.ShouldFind(
        Command with { Number = Judging.Long(101), Amount = 1_000_000_000_000m, Project = Judging.Long(201), Occasion = Judging.Long(201) }, "Number", "Amount", "Project", "Occasion");

    [Theory]
    [InlineData("1999-12-31", false)]
    [InlineData("2000-01-01", true)]
    [InlineData("2026-04-30", true)]
    [InlineData("2026-05-01", false)]
    public void Has_happened_and_not_before_2000(string day, bool good) => validator.ShouldFind(Command with { On = Given.On(day) }, good ? [] : ["On"]);

    [Fact]
    public void Has_a_name_for_every_kind() => Enum.GetValues<AgreementKind>().Select(x => x.ToChinese()).ShouldBe(["框架协议", "正式合同"]);

    private static (Outcome, Wolverine.Marten.Events) Decide(SignAgreement command, AgreementsSoFar? agreements, Guid? holder = null) =>
        SignAgreementHandler.Handle(command, Given.Entry, new NumberHolder(holder), agreements);
}
