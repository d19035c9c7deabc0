using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Ledgers.Reading;

/// <summary>What a cell says. A cell is null, string, double, bool or DateTime; nothing here throws for any of them.</summary>
public static partial class LedgerCells
{
    private static readonly DateOnly Earliest = new(2000, 1, 1);

    private static readonly SearchValues<char> Controls =
        SearchValues.Create([.. Enumerable.Range(0, 0xA0).Select(x => (char)x).Where(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))]);

    /// <summary>The text as written, without the space around it and without control characters (a database text cannot hold NUL).</summary>
    public static string Text(object? cell) => cell switch
    {
        null => "",
        string text => Clean(text),
        double number => Written(number),
        bool truth => truth ? "TRUE" : "FALSE",
        DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        _ => Clean(Convert.ToString(cell, CultureInfo.InvariantCulture) ?? ""),
    };

    /// <summary>What is compared: <see cref="Spelling.Key"/>.</summary>
    public static string Key(string text) => Spelling.Key(text);

    /// <summary>
    /// A day: an Excel date, a day number (45788), 20240305, or a text in one of the five forms, with or without a time of day.
    /// Returns the reason why it is none, or null.
    /// </summary>
    public static string? Date(object? cell, DateOnly today, out DateOnly date)
    {
        date = default;

        if (Text(cell).Length == 0)
        {
            return LedgerReasons.Required;
        }

        if (Day(cell) is not { } day)
        {
            return LedgerReasons.Date;
        }

        if (day < Earliest || day > today)
        {
            return LedgerReasons.DateRange;
        }

        date = day;
        return null;
    }

    /// <summary>
    /// An amount in 万元 (10,000 yuan): a number, 1,200, or with its unit (元, 万, 万元, 亿, 亿元). <paramref name="text"/> is what stood
    /// there. Returns the reason why it is none, or null.
    /// </summary>
    public static string? Amount(object? cell, out decimal wan, out string text)
    {
        wan = 0;
        text = Text(cell);

        if (text.Length == 0)
        {
            return LedgerReasons.Required;
        }

        var read = cell switch
        {
            double number => Decimal(number),
            string written => Wan(Spelling.Key(written)),
            _ => null,
        };

        // Divided by 1.000… a decimal loses its trailing zeros: 3.66亿元 is 36600, as it is when it comes as a number.
        wan = read is > 0 ? read.Value / 1.0000000000000000000000000000m : 0;
        return wan > 0 ? null : LedgerReasons.Amount;
    }

    /// <summary>Excel keeps 15 digits: what stands behind them (0.1 + 0.2) is noise. The conversion to decimal rounds there.</summary>
    private static decimal? Decimal(double number) => Math.Abs(number) < 1e15 ? (decimal)number : null;

    private static string Written(double number) =>
        Math.Abs(number) < 1e28 ? ((decimal)number).ToString(CultureInfo.InvariantCulture) : number.ToString("R", CultureInfo.InvariantCulture);

    private static string Clean(string text)
    {
        text = text.AsSpan().ContainsAny(Controls) ? string.Concat(text.Where(c => !Controls.Contains(c))) : text;
        return text.Trim().Trim('\uFEFF', '\u200B').Trim();
    }

    private static decimal? Wan(string key)
    {
        var match = AmountForm().Match(key);

        if (!match.Success || !decimal.TryParse(match.Groups["number"].Value.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture, out var number)
            || number >= 1_000_000_000_000_000m)
        {
            return null;
        }

        return match.Groups["unit"].Value switch
        {
            "亿" or "亿元" => number * 10_000,
            "元" => number / 10_000,
            _ => number,
        };
    }

    private static DateOnly? Day(object? cell) => cell switch
    {
        DateTime time => DateOnly.FromDateTime(time),
        double number => Day(number),
        string text => Day(text),
        _ => null,
    };

    // A bare 2024 is a year that somebody wrote, not the day 1905-07-16.
    private static DateOnly? Day(double number) =>
        number is >= 1 and < 2_958_466 and not (>= 1990 and < 2100) ? DateOnly.FromDateTime(DateTime.FromOADate(Math.Floor(number)))
        : number is >= 10_000_000 and < 100_000_000 ? Day(((int)number).ToString(CultureInfo.InvariantCulture))
        : null;

    private static DateOnly? Day(string text)
    {
        var match = DateForm().Match(Spelling.Key(WithoutTime(text)));

        return match.Success
            && int.TryParse(match.Groups["y"].Value, CultureInfo.InvariantCulture, out var year) && year > 0
            && int.TryParse(match.Groups["m"].Value, CultureInfo.InvariantCulture, out var month) && month is >= 1 and <= 12
            && int.TryParse(match.Groups["d"].Value, CultureInfo.InvariantCulture, out var day) && day >= 1 && day <= DateTime.DaysInMonth(year, month)
                ? new DateOnly(year, month, day)
                : null;
    }

    private static string WithoutTime(string text) => text.Contains(':', StringComparison.Ordinal) || text.Contains('：', StringComparison.Ordinal)
        ? TimeForm().Replace(text, "")
        : text;

    [GeneratedRegex(@"^[¥]?(?<number>[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)(?<unit>亿元|万元|亿|万|元)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AmountForm();

    [GeneratedRegex(@"^(?<y>[0-9]{4})((?<sep>[-/.])(?<m>[0-9]{1,2})\k<sep>(?<d>[0-9]{1,2})|年(?<m>[0-9]{1,2})月(?<d>[0-9]{1,2})日|(?<m>[0-9]{2})(?<d>[0-9]{2}))$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DateForm();

    /// <summary>A time of day behind a space or a T: 2024-03-05T00:00:00, 2024/3/5 8:30.</summary>
    [GeneratedRegex(@"(?<=\S)(\s+|T)[0-9]{1,2}[:：][0-9]{2}([:：][0-9]{2}(\.[0-9]+)?)?Z?\s*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TimeForm();
}
