namespace Qingyang.Investment.Platform;

/// <summary>Business dates are calendar days of Asia/Shanghai, wherever the server stands.</summary>
public static class BusinessDay
{
    /// <summary>Nothing that this system records happened before this day; an earlier date is a slip of the pen.</summary>
    public static readonly DateOnly First = new(2000, 1, 1);

    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    public static DateOnly Today(TimeProvider clock) => Of(clock.GetUtcNow());

    public static DateOnly Of(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Shanghai).DateTime);
}
