using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Qingyang.Investment.Platform;

/// <summary>How questions read what stands in an address or on a command line.</summary>
public static class Query
{
    public const string DaySentence = "日期应写成 2024-06-30 这样。";
    public const int UsualPage = 50;
    public const int LargestPage = 1000;

    public static readonly string PageSentence = string.Create(CultureInfo.InvariantCulture, $"page 应从 1 起，size 应在 1 到 {LargestPage} 之间。");

    /// <summary>A day as ISO 8601 writes it; nothing written is today.</summary>
    public static bool TryDay(string? text, TimeProvider clock, out DateOnly day)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            return DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
        }

        day = BusinessDay.Today(clock);

        return true;
    }

    public static IResult Wrong(string field, string sentence) =>
        Results.ValidationProblem(new Dictionary<string, string[]> { [field] = [sentence] }, detail: sentence);
}
