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
        var body = "91621000MB" + Interlocked.Increment(ref last).ToString("0000000", CultureInfo.InvariantCulture);

        return body + CreditCode.CheckCharacter(body);
    }

    public static string AName() => $"庆阳算科{Interlocked.Increment(ref last).ToString(CultureInfo.InvariantCulture)}号有限公司";

    public static object AnEnterprise(string? name = null, string? code = null, string county = "环县") =>
        new { name = name ?? AName(), creditCode = code ?? ACreditCode(), county, chain = "人工智能", source = "上门来访" };

    public static async Task<Guid> RegisteredAsync(this Api api)
    {
        var (status, body) = await api.PostAsync("/api/enterprises", AnEnterprise());
        status.ShouldBe(201);

        return body.GetProperty("enterpriseId").GetGuid();
    }
}
