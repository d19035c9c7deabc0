using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Qingyang.Investment.Platform;

/// <summary>How questions read what stands in an address or on a command line.</summary>
public static class Query
{
    public const int UsualPage = 50;
    public const int LargestPage = 1000;
    public const int LastPage = 1_000_000;

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

    /// <summary>A day, or nothing: then null.</summary>
    public static bool TryDay(string? text, out DateOnly? day)
    {
        var read = DateOnly.TryParseExact(text?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var written) && written > DateOnly.MinValue && written < DateOnly.MaxValue;
        day = read ? written : null;

        return read || string.IsNullOrWhiteSpace(text);
    }

    /// <summary>A whole number between two others; nothing written is the usual one. Read as text, so that what is no number is told in a sentence.</summary>
    public static bool TryNumber(string? text, long least, long most, long usual, out long number)
    {
        number = usual;

        return string.IsNullOrEmpty(text) || (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least && number <= most);
    }

    /// <summary>Which page, of how many; nothing written is all there is.</summary>
    public static bool TryPage(string? page, string? size, out (int Page, int Size)? which)
    {
        which = null;

        if (string.IsNullOrEmpty(page) && string.IsNullOrEmpty(size))
        {
            return true;
        }

        if (!TryNumber(page, 1, LastPage, 1, out var number) || !TryNumber(size, 1, LargestPage, UsualPage, out var rows))
        {
            return false;
        }

        which = ((int)number, (int)rows);

        return true;
    }

    public static IResult Wrong(string field, string sentence) =>
        Results.ValidationProblem(new Dictionary<string, string[]> { [field] = [sentence] }, detail: sentence);
}
