namespace Qingyang.Investment.Platform;

/// <summary>What the caller had before their eyes: a version that has passed means that somebody was faster.</summary>
public static class Seen
{
    public static Outcome.Stale? IsPast(int? seen, int version) => seen is { } was && was != version
        ? new Outcome.Stale(Say.Of("enterprise.changed", version, was))
        : null;
}
