namespace Qingyang.Investment.Platform;

/// <summary>What the caller had before their eyes: a version that has passed means that somebody was faster.</summary>
public static class Seen
{
    public static Outcome.Stale? IsPast(int? seen, int version) => seen is { } was && was != version
        ? new Outcome.Stale($"这家企业的记录已经更新到第 {version} 版（您看到的是第 {was} 版），请看过最新情况再提交。")
        : null;
}
