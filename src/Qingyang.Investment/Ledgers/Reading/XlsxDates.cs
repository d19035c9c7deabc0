using System.Globalization;
using System.IO.Compression;

namespace Qingyang.Investment.Ledgers.Reading;

/// <summary>Which numbers of a workbook are days, and which day a number is.</summary>
internal static class XlsxDates
{
    /// <summary>Days between 1900-01-00, Excel's first day, and 1904-01-01, the first day of workbooks made on old Macs.</summary>
    private const int From1900To1904 = 1462;

    /// <summary>A day number in the system that begins in 1900.</summary>
    public static double Since1900(double day, bool date1904) => date1904 && day is >= 0 and < 100_000 ? day + From1900To1904 : day;

    /// <summary>The day that a number means, with its time of day; the number itself where Excel has no such day. Right from 1900-03-01 on.</summary>
    public static object Day(double number, bool date1904) =>
        Since1900(number, date1904) is var day and >= 0 and < 2_958_466 ? DateTime.FromOADate(day) : number;

    /// <summary>For each cell style whether it shows a number as a day.</summary>
    public static IReadOnlyList<bool> Styles(ZipArchiveEntry part)
    {
        var formats = new HashSet<string>(StringComparer.Ordinal);
        var styles = new List<bool>();
        var inCells = false;
        using var xml = new XmlPart(part);

        while (xml.Read())
        {
            inCells = xml.Starts("cellXfs") ? !xml.IsEmpty : inCells && !xml.Ends("cellXfs");

            if (xml.Starts("numFmt") && IsDate(xml["formatCode"] ?? "") && xml["numFmtId"] is { } id)
            {
                formats.Add(id);
            }
            else if (inCells && xml.Starts("xf"))
            {
                var format = xml["numFmtId"] ?? "0";
                styles.Add(formats.Contains(format) || (int.TryParse(format, CultureInfo.InvariantCulture, out var number) && IsBuiltInDate(number)));
            }
        }

        return styles;
    }

    // 14-17 and 22 everywhere; 27-31, 34-36 and 50-58 are dates on a Chinese desktop (2024年3月5日), and are not written out in the file.
    private static bool IsBuiltInDate(int format) => format is (>= 14 and <= 17) or 22 or (>= 27 and <= 31) or (>= 34 and <= 36) or (>= 50 and <= 58);

    /// <summary>A number format with a year or a day in it, outside quotes, brackets and escapes: yyyy/m/d, [$-804]yyyy"年"m"月"d"日".</summary>
    private static bool IsDate(string format)
    {
        for (var i = 0; i < format.Length; i++)
        {
            switch (format[i])
            {
                case '"' or '[':
                    var end = format.IndexOf(format[i] == '"' ? '"' : ']', i + 1);
                    i = end < 0 ? format.Length : end;
                    break;
                case '\\' or '_' or '*':
                    i++;
                    break;
                case 'y' or 'Y' or 'd' or 'D':
                    return true;
                default:
                    break;
            }
        }

        return false;
    }
}
