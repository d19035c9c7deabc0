using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Enterprises;

public static class Unknown
{
    public static readonly Outcome.Unknown Enterprise = new("没有这家企业。请先登记，或核对企业编号。");
}
