using Microsoft.AspNetCore.Builder;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Lists;

/// <summary>What the API's document tells of lists: each parameter of a filter, and an answer as it looks.</summary>
internal static class ListWords
{
    public static readonly ListAnswer Example = new("county=621022&sort=-quiet", 52_304, 312, new StageCounts(12, 300, 0, 0), 1, Query.UsualPage, [new ListedEnterprise(
        Examples.Enterprise, Examples.Name, Examples.CreditCode, "环县", "人工智能", "上门来访", "南京市", "contacted",
        new DateOnly(2024, 3, 5), null, null, 3, Examples.Day, "李四", "寄送用电方案", Examples.Day.AddDays(7), 0, 0, "杜东", "副市长", "算力工作专班", new DateOnly(2024, 2, 1))]);

    private static readonly (string Name, string Sentence, object? Example)[] Words =
    [
        ("q", "名称里含有的字。", null),
        ("county", "县区的名称或 GB/T 2260 代码。", "环县"),
        ("chain", "产业链。", null),
        ("source", "线索来源。", null),
        ("origin", "企业来源地。", null),
        ("stage", "现在正好在这个阶段：registered、contacted、signed、landed。", null),
        ("reached", "已经到了这个阶段，或更远。", null),
        ("official", $"今天的包抓领导；{ListFilter.Nobody} 是没有人包抓的。", null),
        ("taskForce", $"今天的专班；{ListFilter.Nobody} 是没有专班的。", null),
        ("contactedFrom", "最近一次对接，不早于这一天。", null),
        ("contactedTo", "最近一次对接，不晚于这一天。", null),
        ("quiet", "至少这么多天没有对接。", null),
        ("due", "下一步到期：today 今天，week 七天之内，late 已经过期。", null),
        ("sort", "排序：name、lastContact、contacted、signed、landed、amount、quiet，前面加 - 是倒序。", "-quiet"),
        ("columns", "页面上显示哪几列，用逗号隔开；回答里总是全部。", null),
        ("view", "页面上的样子：list 表格，board 看板。", null),
        ("page", "第几页，从 1 起。", 1),
        ("size", $"每页几户，最多 {Query.LargestPage}。", Query.UsualPage),
    ];

    /// <summary>The parameters of a list's address: they are read from the request itself.</summary>
    public static RouteHandlerBuilder MeansAFilter(this RouteHandlerBuilder endpoint)
    {
        foreach (var (name, sentence, example) in Words)
        {
            var format = name is "page" or "size" or "quiet" ? "integer" : name.StartsWith("contacted", StringComparison.Ordinal) ? "date" : null;
            endpoint.Means(name, sentence, example, format);
        }

        return endpoint;
    }
}
