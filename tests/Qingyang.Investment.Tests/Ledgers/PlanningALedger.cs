using Qingyang.Investment.Agreements;
using Qingyang.Investment.Contacts;
using Qingyang.Investment.Ledgers;
using Qingyang.Investment.Ledgers.Reading;
using Qingyang.Investment.Milestones;

namespace Qingyang.Investment.Tests.Ledgers;

public sealed class PlanningALedger
{
    private const string CodeA = "91350100M000100Y43", CodeB = "91350200776049653A";

    private static readonly LedgerFault AmountFault = new(LedgerFormat.Amount, LedgerReasons.Amount, "投资额不对。");

    private int row;

    [Fact]
    public void Finds_an_enterprise_by_its_code_whatever_the_name()
    {
        var plan = Plan(Enterprise("甲有限公司", CodeA), Contact("别的名字", CodeA));

        plan.Rejections.ShouldBeEmpty();
        plan.Enterprises.ShouldHaveSingleItem().Rows.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("甲有限公司", "甲有限责任公司")]
    [InlineData("甲有限责任公司", "甲有限公司")]
    [InlineData("甲（集团）有限公司", " 甲(集团) 有限公司")]
    public void Finds_an_enterprise_by_its_name_in_either_ending(string registered, string written)
    {
        var plan = Plan(Enterprise(registered, CodeA), Contact(written, null));

        plan.Rejections.ShouldBeEmpty();
        plan.Enterprises.ShouldHaveSingleItem().Rows.Count.ShouldBe(2);
    }

    [Fact]
    public void Finds_enterprises_that_stand_in_the_books()
    {
        var (a, b) = (Given.Enterprise, Given.Another);

        var plan = Plan(Books(codes: [(CodeA, a)], names: [("乙有限公司", b)]), Contact(null, CodeA), Contact("乙有限责任公司", null), Enterprise("甲有限公司", CodeA));

        plan.Rejections.ShouldBeEmpty();
        plan.Enterprises.Select(x => (x.Known, x.Rows.Count)).ShouldBe([(a, 2), (b, 1)]);
    }

    [Fact]
    public void Takes_two_codes_for_two_enterprises_even_with_one_name()
    {
        var plan = Plan(Enterprise("甲有限公司", CodeA), Enterprise("甲有限公司", CodeB), Contact("甲有限公司", null), Contact("甲有限公司", CodeB));

        Numbers(plan).ShouldBe(["1 3", "2 4"]);
    }

    [Fact]
    public void Takes_a_code_that_is_new_for_that_of_an_enterprise_without_one()
    {
        var plan = Plan(Enterprise("甲有限公司", null), Enterprise("甲有限责任公司", CodeA), Contact(null, CodeA), Contact("甲有限公司", null));

        Numbers(plan).ShouldBe(["1 2 3 4"]);
    }

    [Fact]
    public void Completes_an_enterprise_of_the_books_that_has_no_code()
    {
        var books = Books(names: [("甲有限公司", Given.Enterprise)]);

        Plan(books, Enterprise("甲有限公司", CodeA)).Enterprises.ShouldHaveSingleItem().Known.ShouldBe(Given.Enterprise);
        Plan(books, Enterprise("甲有限公司", CodeA), Enterprise("甲有限公司", CodeB)).Enterprises.Select(x => x.Known).ShouldBe([Given.Enterprise, null]);
    }

    [Fact]
    public void Does_not_complete_an_enterprise_of_the_books_that_has_another_code() =>
        Plan(Books(names: [("甲有限公司", Given.Enterprise)], withCode: [Given.Enterprise]), Enterprise("甲有限公司", CodeA)).Enterprises.ShouldHaveSingleItem().Known.ShouldBeNull();

    [Theory]
    [InlineData("乙有限公司", CodeB, LedgerFormat.Code, CodeB)]
    [InlineData(null, CodeB, LedgerFormat.Code, CodeB)]
    [InlineData("乙有限公司", null, LedgerFormat.Name, "乙有限公司")]
    public void Rejects_a_row_of_an_unknown_enterprise_at_the_column_that_names_it(string? name, string? code, string column, string quoted)
    {
        var plan = Plan(Enterprise("甲有限公司", CodeA), Contact(name, code));

        var rejection = plan.Rejections.ShouldHaveSingleItem();
        (rejection.Sheet, rejection.Row, rejection.Column, rejection.Reason).ShouldBe(("对接", 2, column, "unknown-enterprise"));
        rejection.Message.ShouldContain($"「{quoted}」");
        plan.RejectedRows.ShouldBe(new Dictionary<LedgerSheet, int> { [LedgerSheet.Contacts] = 1 });
    }

    [Fact]
    public void Does_not_know_an_enterprise_by_a_code_that_is_not_its_own_even_if_the_name_is() =>
        Faults(Plan(Enterprise("甲有限公司", CodeA), Contact("甲有限公司", CodeB))).ShouldBe(["2 unknown-enterprise"]);

    [Fact]
    public void Does_not_know_an_enterprise_whose_row_was_rejected()
    {
        var plan = Plan(
            Enterprise("甲有限公司", CodeA) with { Faults = [new(LedgerFormat.County, LedgerReasons.County, "县区不对。")] }, Contact("甲有限公司", null), Contact(null, CodeA));

        Faults(plan).ShouldBe(["1 county", "2 unknown-enterprise", "3 unknown-enterprise"]);
        plan.Enterprises.ShouldBeEmpty();
    }

    [Fact]
    public void Gives_an_agreement_number_to_the_row_that_stands_first()
    {
        var plan = Plan(Enterprise("甲有限公司", CodeA), Enterprise("乙有限公司", CodeB), Agreement(CodeB, "QY-1"), Agreement(CodeA, "ｑｙ-1"), Agreement(CodeB, "QY-1"));

        Faults(plan).ShouldBe(["4 agreement-conflict"]);
        plan.Rejections[0].Column.ShouldBe(LedgerFormat.AgreementNumber);
        Numbers(plan).ShouldBe(["1", "2 3 5"]);
    }

    [Fact]
    public void Leaves_an_agreement_number_to_the_books() =>
        Faults(Plan(Books(codes: [(CodeA, Given.Enterprise)], numbers: [("QY-1", Given.Another), ("QY-2", Given.Enterprise)]), Agreement(CodeA, "QY-1"), Agreement(CodeA, "QY-2")))
            .ShouldBe(["1 agreement-conflict"]);

    [Fact]
    public void Does_not_let_a_rejected_row_claim_its_number() =>
        Faults(Plan(
            Enterprise("甲有限公司", CodeA), Enterprise("乙有限公司", CodeB), Agreement(CodeA, "QY-1") with { Faults = [AmountFault] }, Agreement(CodeB, "QY-1"), Milestone(CodeA, "QY-1")))
            .ShouldBe(["3 amount", "5 unknown-agreement"]);

    [Fact]
    public void Takes_a_milestone_only_after_its_agreement()
    {
        Faults(Plan(Enterprise("甲有限公司", CodeA), Agreement(CodeA, "QY-1"), Milestone(CodeA, " qy-1"))).ShouldBeEmpty();
        row = 0;
        Faults(Plan(Enterprise("甲有限公司", CodeA), Milestone(CodeA, "QY-1"), Agreement(CodeA, "QY-1"))).ShouldBe(["2 unknown-agreement"]);
        row = 0;
        Faults(Plan(Enterprise("甲有限公司", CodeA), Milestone(CodeA, "QY-1"))).ShouldBe(["2 unknown-agreement"]);
    }

    [Fact]
    public void Takes_a_milestone_of_an_agreement_in_the_books_for_its_enterprise_only() =>
        Faults(Plan(
            Books(codes: [(CodeA, Given.Enterprise), (CodeB, Given.Another)], numbers: [("QY-1", Given.Enterprise)]), Milestone(CodeA, "QY-1"), Milestone(CodeB, "QY-1")))
            .ShouldBe(["2 unknown-agreement"]);

    [Fact]
    public void Tells_all_faults_of_a_row_and_counts_it_once()
    {
        var plan = Plan(
            Enterprise("甲有限公司", CodeA), Enterprise("乙有限公司", CodeB), Agreement(CodeA, "QY-1"), Agreement(CodeB, "QY-1") with { Faults = [AmountFault] },
            Agreement(null, "QY-2", name: "丙") with { Faults = [AmountFault] });

        Faults(plan).ShouldBe(["4 amount", "4 agreement-conflict", "5 unknown-enterprise", "5 amount"]);
        plan.RejectedRows.ShouldBe(new Dictionary<LedgerSheet, int> { [LedgerSheet.Agreements] = 2 });
    }

    [Fact]
    public void Tells_of_a_row_that_names_nobody_only_what_its_reading_told() =>
        Faults(Plan(Contact(null, null) with { Faults = [new(LedgerFormat.Name, LedgerReasons.Required, "请填写。")] })).ShouldBe(["1 required"]);

    [Fact]
    public void Goes_by_enterprise_in_the_order_of_first_mention()
    {
        var plan = Plan(Enterprise("乙有限公司", CodeB), Enterprise("甲有限公司", CodeA), Contact(null, CodeA), Contact(null, CodeB), Agreement(CodeB, "QY-1"), Milestone(CodeB, "QY-1"), Assignment(CodeA));

        Numbers(plan).ShouldBe(["1 4 5 6", "2 3 7"]);
        plan.Enterprises.ShouldAllBe(x => x.Known == null);
        plan.Rejections.ShouldBeEmpty();
        plan.RejectedRows.ShouldBeEmpty();
    }

    private EnterpriseRow Enterprise(string name, string? code) => new(++row, name, code, null, "621022", "其他", "网络", null);

    private ContactRow Contact(string? name, string? code) => new(++row, new(name, code), Given.Day, ContactMethod.Phone, "李四", null, null, "谈");

    private AgreementRow Agreement(string? code, string number, string? name = null) => new(++row, new(name, code), number, AgreementKind.Contract, null, 1, "1", Given.Day, null);

    private MilestoneRow Milestone(string code, string number) => new(++row, new(null, code), number, MilestoneKind.Registration, Given.Day, null);

    private AssignmentRow Assignment(string code) => new(++row, new(null, code), "杜东", null, "专班", Given.Day, null);

    private static LedgerPlan Plan(params LedgerRow[] rows) => Plan(Books(), rows);

    private static LedgerPlan Plan(BooksExcerpt books, params LedgerRow[] rows) => LedgerPlan.Of(rows.Select(x => new PlannedRow(SheetOf(x), x)), books);

    private static BooksExcerpt Books(
        (string Code, Guid Id)[]? codes = null, (string Name, Guid Id)[]? names = null, Guid[]? withCode = null, (string Number, Guid Id)[]? numbers = null) => new(
        (codes ?? []).ToDictionary(x => x.Code, x => x.Id), (names ?? []).ToDictionary(x => x.Name, x => x.Id),
        (withCode ?? []).ToHashSet(), (numbers ?? []).ToDictionary(x => x.Number, x => x.Id));

    private static LedgerSheet SheetOf(LedgerRow row) => row switch
    {
        EnterpriseRow => LedgerSheet.Enterprises,
        ContactRow => LedgerSheet.Contacts,
        AgreementRow => LedgerSheet.Agreements,
        MilestoneRow => LedgerSheet.Milestones,
        _ => LedgerSheet.Assignments,
    };

    /// <summary>The rows of each enterprise, by their numbers.</summary>
    private static IEnumerable<string> Numbers(LedgerPlan plan) => plan.Enterprises.Select(x => string.Join(' ', x.Rows.Select(r => r.Row.Number)));

    private static IEnumerable<string> Faults(LedgerPlan plan) => plan.Rejections.Select(x => $"{x.Row} {x.Reason}");
}
