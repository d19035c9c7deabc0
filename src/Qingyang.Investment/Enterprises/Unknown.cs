using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Enterprises;

public static class Unknown
{
    public static Outcome.Unknown Enterprise => new(Say.Of("enterprise.unknown"));
}
