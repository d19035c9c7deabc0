using System.Globalization;

namespace Qingyang.Investment.Platform;

/// <summary>Business dates are calendar days of Asia/Shanghai, wherever the server stands.</summary>
public static class BusinessDay
{
    /// <summary>Nothing that this system records happened before this day; an earlier date is a slip of the pen.</summary>
    public static readonly DateOnly First = new(2000, 1, 1);

    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    public static DateOnly Today(TimeProvider clock) => Of(clock.GetUtcNow());

    /// <summary>A moment as ISO 8601 writes it, without an offset by the clocks of Shanghai; a day is its end there.</summary>
    public static bool TryMoment(string text, out DateTimeOffset moment)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            moment = EndOf(day);

            return true;
        }

        if (DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var written) && written.Kind == DateTimeKind.Unspecified && text.Contains('T', StringComparison.Ordinal))
        {
            var isCounted = written - DateTime.MinValue >= Shanghai.BaseUtcOffset;   // the first hours of all have no moment in UTC
            moment = isCounted ? new DateTimeOffset(written, Shanghai.BaseUtcOffset) : default;

            return isCounted;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out moment) && text.Contains('T', StringComparison.Ordinal);
    }

    /// <summary>The moment at which that day begins in Shanghai.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), Shanghai.BaseUtcOffset).ToUniversalTime();

    /// <summary>The last moment of that day in Shanghai.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => day == DateOnly.MaxValue ? DateTimeOffset.MaxValue : StartOf(day.AddDays(1)).AddTicks(-1);

    public static DateOnly Of(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Shanghai).DateTime);
}
