using Microsoft.Playwright;
using Qingyang.Investment.Specs.Ledgers;
using static Microsoft.Playwright.Assertions;

namespace Qingyang.Investment.Specs.Pages;

/// <summary>Small ledgers with names of their own, and the pages on which they are handed in.</summary>
internal static class LedgerPages
{
    /// <summary>The rows with two faults, and with an enterprise that nobody knows.</summary>
    public const string First = "对接 第 3 行", Second = "对接 第 4 行";

    /// <summary>One enterprise, a good contact, one with two faults, and one of an enterprise that nobody knows.</summary>
    public static byte[] Ledger(string name) => SmallLedger.Of(
        ("企业", [SmallLedger.Enterprises, $"{name},,上海市,环县,人工智能,上门来访,"]),
        ("对接", [SmallLedger.Contacts, $"{name},,2024-03-05,走访,王勇,,,谈算力", $"{name},,2024-02-30,托梦,王勇,,,谈用地", "庆阳页无此公司,,2024-03-06,电话,王勇,,,谈电价"]));

    public static FilePayload File(byte[] content) => new() { Name = "小台账.zip", MimeType = "application/zip", Buffer = content };

    public static ILocator Row(IPage page, string name) => page.GetByRole(AriaRole.Article, new() { Name = name });

    public static async Task<IPage> HandInAsync(Visit visit, byte[] content)
    {
        await visit.Page.GotoAsync("/ledgers");
        await visit.Page.Locator("#file").SetInputFilesAsync(File(content));
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "上传并查看结果" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "如果确认，会怎样" })).ToBeVisibleAsync();

        return visit.Page;
    }

    /// <summary>All of the page in one window: what is half behind a bar that stands still, where the page happens to be scrolled to, is no fault of it.</summary>
    public static async Task ShouldBeAccessibleAtOnceAsync(this Visit visit)
    {
        await visit.Page.SetViewportSizeAsync(visit.Page.ViewportSize!.Width, 4000);
        await visit.ShouldBeAccessibleAsync();
    }
}
