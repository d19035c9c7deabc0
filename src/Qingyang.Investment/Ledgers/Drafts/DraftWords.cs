using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Qingyang.Investment.Ledgers.Reading;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Ledgers.Drafts;

/// <summary>What the API's document tells of drafts.</summary>
internal static class DraftWords
{
    private const string Tag = "台账草稿", Patience = "等到算出新的结果为止；请求头 Prefer: respond-async 则马上回答 202，只告诉这一行自己还有什么不对。";

    private static readonly DraftRow Row = new("对接", 3, DraftRows.Rejected,
        [new DraftCell("企业名称", LedgerFormat.Name, Examples.Name, null), new DraftCell("对接日期", LedgerFormat.ContactedOn, "2024-02-30", "2024-02-29")],
        [new LedgerFault(LedgerFormat.Method, LedgerReasons.Method, "对接方式「托梦」不认得，请核对。")],
        new DraftCorrection("赵敏", Examples.Moment, "按原始记录更正", LeftOut: false));

    private static readonly CorrectedRow Corrected = new(Examples.Other, Recomputing: false, Row, LedgerApi.Example.Sheets);

    public static void TellsOfRows(this RouteHandlerBuilder endpoint) => endpoint.About()
        .Tells(Tag, "草稿里的行，按文件里的顺序", "每一格是文件里的写法，corrected 是更正后的；recomputing：刚有更正，结果还在重算。")
        .Means("sheet", $"只看一张表：{string.Join('、', LedgerFormat.Sheets.Select(x => x.ChineseName()))}。").Means("verdict", $"只看一种结果：{string.Join('、', DraftRows.Verdicts)}；all 或不写则为全部。")
        .Means("page", "第几页，从 1 起。", 1).Means("size", $"每页几行，最多 {Query.LargestPage}。", Query.UsualPage)
        .Answers(new DraftPage(Examples.Other, Recomputing: false, 1, 1, Query.UsualPage, [Row])).Refuses(400, 404, 409, 503);

    public static void TellsOfCorrecting(this RouteHandlerBuilder endpoint) => endpoint.AboutARow()
        .Tells(Tag, "更正一行", "cells：列名和应有的内容，没写的列照文件；一格也不写，这一行就不入账。文件本身不变。" + Patience)
        .Takes(new CorrectedCells(new Dictionary<string, string?> { [LedgerFormat.ContactedOn] = "2024-02-29" }, "按原始记录更正"))
        .Answers(Corrected).Answers(Corrected with { Recomputing = true }, StatusCodes.Status202Accepted).Refuses(400, 404, 409, 415, 503);

    public static void TellsOfTakingBack(this RouteHandlerBuilder endpoint) => endpoint.AboutARow()
        .Tells(Tag, "撤销一行的更正", "这一行又照文件里的写法。" + Patience)
        .Answers(Corrected with { Row = Row with { Correction = null } }).Answers(Corrected with { Recomputing = true }, StatusCodes.Status202Accepted).Refuses(404, 409, 503);

    public static void TellsOfDropping(this RouteHandlerBuilder endpoint) => endpoint.About()
        .Tells(Tag, "删除草稿", "连同文件、行和更正。草稿里的内容从来没有入账。").Produces(StatusCodes.Status204NoContent).Refuses(404, 409, 503);

    public static void TellsOfConfirming(this RouteHandlerBuilder endpoint) => endpoint.About()
        .Tells(Tag, "确认入账", "由您确认，就由您记录。再确认一次，回答与第一次相同。请求头 Prefer: respond-async 则马上回答 202，之后再问进度。")
        .Means("strict", "true：有一行退回就全部不入账（409）；不写则按交来时所说。", false).WithMetadata(new TakesItsTime())
        .Answers(LedgerApi.Example, StatusCodes.Status201Created).Answers(LedgerApi.Example with { Status = "recording", Recorded = 1 }, StatusCodes.Status202Accepted).Refuses(404, 409, 503);

    private static RouteHandlerBuilder About(this RouteHandlerBuilder endpoint) => endpoint.Means("id", "台账编号。", Examples.Other);

    private static RouteHandlerBuilder AboutARow(this RouteHandlerBuilder endpoint) => endpoint.About()
        .Means("sheet", "表的名称。", "对接").Means("row", "文件里的行号，表头是第 1 行。", 3).WithMetadata(new TakesItsTime());
}
