using System.CommandLine;

namespace Qingyang.Investment.Web.CommandLine;

/// <summary>Options that several commands have.</summary>
public static class Options
{
    public static Option<bool> Json() => new("--json") { Description = "输出 JSON，供程序使用" };

    public static Option<string?> As() => new("--as") { Description = "以哪个账户的名义和权限；不写则为操作系统的账户", HelpName = "账户" };

    public static Option<string?> AsOf() => new("--as-of") { Description = "截至哪一天（含当天），如 2024-06-30；不写则为今天", HelpName = "日期" };

    public static Option<string?> KnownAt() => new("--known-at") { Description = "当时已知：日志位置、时刻（2026-04-30T18:00）或日期（当天结束时）；不写则为现在所知", HelpName = "位置" };

    public static Option<string?> Definition() => new("--definition") { Description = "统计口径：v1、v2（落地只计注册）、v3（签约只计正式合同）", HelpName = "口径" };
}
