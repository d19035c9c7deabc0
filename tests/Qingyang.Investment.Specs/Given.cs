using System.Globalization;
using Qingyang.Investment.Enterprises;

namespace Qingyang.Investment.Specs;

/// <summary>States of the world that specs start from.</summary>
public static class Given
{
    private static int last;

    /// <summary>A valid credit code that no other spec has.</summary>
    public static string ACreditCode()
    {
        var body = "91621000MB" + Next().ToString("0000000", CultureInfo.InvariantCulture);

        return body + CreditCode.CheckCharacter(body);
    }

    public static string AName() => Own("庆阳算科") + "号有限公司";

    public static string AnAgreementNumber() => Own("QY-2024-");

    public static string AKey() => Own("键");

    /// <summary>A chain or source that is this spec's alone: its figures start at nothing.</summary>
    public static string AChain() => Own("产业链");

    /// <summary>A day of 2022 or 2023.</summary>
    public static string Day(int day) => new DateOnly(2022, 1, 1).AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Words that no other spec uses.</summary>
    public static string Own(string words) => words + Next().ToString(CultureInfo.InvariantCulture);

    public static object AnEnterprise(
        string? name = null, string? code = null, string county = "环县", string chain = "人工智能", string source = "上门来访", string? origin = null) =>
        new { name = name ?? AName(), creditCode = code ?? ACreditCode(), county, chain, source, origin };

    public static object AContact(Guid enterpriseId, string on = "2024-03-05", string content = "洽谈算力租赁", int? seenVersion = null) =>
        new { enterpriseId, on, method = "走访", performedBy = "李四", content, seenVersion };

    public static object AnAgreement(Guid enterpriseId, string number, string on = "2024-05-06", int? seenVersion = null) =>
        new { enterpriseId, number, kind = "框架协议", amount = 1200.5m, on, project = "算力中心", seenVersion };

    public static object AMilestone(Guid enterpriseId, string agreementNumber, string on = "2024-07-08", string kind = "开工", int? seenVersion = null) =>
        new { enterpriseId, agreementNumber, kind, on, place = "西峰工业园区", seenVersion };

    public static object AnAssignment(
        Guid enterpriseId, string starts = "2024-02-01", string leadOfficial = "杜东", string taskForce = "算力工作专班", string? ends = null, int? seenVersion = null) =>
        new { enterpriseId, leadOfficial, post = "副市长", taskForce, starts, ends, seenVersion };

    /// <summary>A new enterprise in the books.</summary>
    public static Task<Guid> RegisteredAsync(
        this Api api, string? name = null, string? code = null, string county = "环县", string chain = "人工智能", string source = "上门来访", string? origin = null) =>
        api.DoneAsync("/api/enterprises", AnEnterprise(name, code, county, chain, source, origin));

    /// <summary>A new enterprise whose credit code is not known yet.</summary>
    public static Task<Guid> RegisteredWithoutCodeAsync(this Api api, string? name = null) =>
        api.DoneAsync("/api/enterprises", new { name = name ?? AName(), county = "环县", chain = "人工智能", source = "上门来访" });

    /// <summary>A new enterprise with an agreement of that number.</summary>
    public static async Task<Guid> SignedAsync(this Api api, string number, string on = "2024-05-06", string chain = "人工智能")
    {
        var enterprise = await api.RegisteredAsync(chain: chain);

        return await api.DoneAsync("/api/agreements", AnAgreement(enterprise, number, on));
    }

    /// <summary>Posts what is recorded for certain, and answers whose it is.</summary>
    public static async Task<Guid> DoneAsync(this Api api, string path, object body)
    {
        var (status, answer) = await api.PostAsync(path, body);
        status.ShouldBe(201, answer.ToString());

        return answer.GetProperty("enterpriseId").GetGuid();
    }

    private static int Next() => Interlocked.Increment(ref last);
}
