using System.Globalization;
using Qingyang.Investment.Agreements;
using Qingyang.Investment.Contacts;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Milestones;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Service;

namespace Qingyang.Investment.Audit;

/// <summary>Every event in one Chinese sentence, as people read a history.</summary>
public static class Sentences
{
    public static string Of(object e, City city) => e switch
    {
        EnterpriseRegistered x => $"登记企业「{x.Name}」（{x.CreditCode ?? "统一社会信用代码待补"}），意向{city.NameOf(x.County)}，产业链：{x.Chain}，线索来源：{x.Source}{Tail("，注册地：", x.Origin)}{Tail("，备注：", x.Remark)}",
        EnterpriseRenamed x => $"更名：由「{x.FormerName}」改为「{x.Name}」",
        CreditCodeGiven x => $"补录统一社会信用代码 {x.CreditCode}",
        OtherNameNoted x => $"记下其他名称「{x.Name}」",
        ContactLogged x => $"{Day(x.On)} {x.PerformedBy}{x.Method.ToChinese()}对接：{x.Content}{Tail("；下一步：", x.NextStep, x.NextStepOn is { } next ? $"（{Day(next)} 前）" : "")}",
        AgreementSigned x => $"{Day(x.On)} 签订{x.Kind.ToChinese()} {x.Number}{Tail("，项目：", x.Project)}，投资额 {Amount(x.Amount)} 万元{Tail("，签约场合：", x.Occasion)}",
        MilestoneReached x => $"{Day(x.On)} 协议 {x.AgreementNumber} 落地：{x.Kind.ToChinese()}{Tail("，地点：", x.Place)}",
        ServiceTeamAssigned x => $"自 {Day(x.Starts)} 起由{x.LeadOfficial}{Tail("（", x.Post, "）")}包抓，{x.TaskForce}跟进{Tail("，至 ", x.Ends is { } ends ? Day(ends) : null)}",
        _ => throw new ArgumentOutOfRangeException(nameof(e), e.GetType().Name, "This event has no sentence."),
    };

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Amount(decimal amount) => amount.ToString("#,0.######", CultureInfo.InvariantCulture);

    private static string Tail(string before, string? text, string after = "") => text is null ? "" : before + text + after;
}
