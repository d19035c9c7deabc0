using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Qingyang.Investment.Platform;

/// <summary>How questions read what stands in an address or on a command line.</summary>
public static class Query
{
    public const int UsualPage = 50;
    public const int LargestPage = 1000;

    public static string DaySentence => Say.Of("query.day");

    public static string PageSentence => Say.Of("query.page", LargestPage);

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

    /// <summary>Which page, of how many; nothing written is all there is.</summary>
    public static bool TryPage(string? page, string? size, out (int Page, int Size)? which)
    {
        which = null;

        if (string.IsNullOrEmpty(page) && string.IsNullOrEmpty(size))
        {
            return true;
        }

        var number = Number(page, 1);
        var rows = Number(size, UsualPage);
        which = (number, rows);

        return number is >= 1 and <= 1_000_000 && rows is >= 1 and <= LargestPage;

        static int Number(string? text, int usual) =>
            string.IsNullOrEmpty(text) ? usual : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
    }

    public static IResult Wrong(string field, string sentence) =>
        Results.ValidationProblem(new Dictionary<string, string[]> { [field] = [sentence] }, detail: sentence);
}
