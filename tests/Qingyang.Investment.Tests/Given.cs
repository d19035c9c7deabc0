using JasperFx.Events;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Tests;

/// <summary>What tests start from: a city, a day that stands still, an entry, and events as the log holds them.</summary>
public static class Given
{
    public static readonly DateOnly Today = new(2026, 4, 30);

    public static readonly City City = new("庆阳市", [new("621002", "西峰区"), new("621022", "环县")]);

    /// <summary>Late in the evening of <see cref="Today"/> in Shanghai, in the afternoon in Greenwich.</summary>
    public static readonly TimeProvider Clock = new StandingClock(new DateTimeOffset(2026, 4, 30, 15, 59, 59, TimeSpan.Zero));

    public static readonly Guid Enterprise = Guid.Parse("019cdb54-5600-7000-8000-000000000001");

    public static readonly Guid Another = Guid.Parse("019cdb54-5600-7000-8000-000000000002");

    public static readonly Entry Entry = new(
        Guid.Parse("019cdb54-5600-7000-8000-0000000000aa"), "digest", "王五", "api", Guid.Parse("019cdb54-5600-7000-8000-0000000000bb"));

    public static readonly EnterpriseRegistered Registered = new("庆阳算科有限公司", "91350100M000100Y43", "621022", "人工智能", "上门来访", null, null);

    private static int last;

    public static readonly DateOnly Day = new(2024, 3, 5);

    /// <summary>An event as the log holds it.</summary>
    public static Event<T> Event<T>(T data, Guid? stream = null, long sequence = 1, long version = 1) where T : notnull =>
        new(data) { Id = new Guid(Interlocked.Increment(ref last), 0, 0, new byte[8]), StreamId = stream ?? Enterprise, Sequence = sequence, Version = version };

    public static DateOnly On(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

public sealed class StandingClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
