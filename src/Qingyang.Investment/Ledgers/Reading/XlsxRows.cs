using System.Collections;
using System.Globalization;
using System.IO.Compression;

namespace Qingyang.Investment.Ledgers.Reading;

/// <summary>
/// The rows of one worksheet that have something in them, each with its number. Rows and cells may leave their place out; then they
/// stand behind the one before.
/// </summary>
internal sealed class XlsxRows(ZipArchiveEntry part, Lazy<IReadOnlyList<string>> strings, IReadOnlyList<bool> isDate, bool date1904, LedgerLimits limits)
    : IEnumerable<SheetRow>
{
    public IEnumerator<SheetRow> GetEnumerator()
    {
        using var xml = new XmlPart(part);
        var text = new char[LedgerLimits.CellCharacters + 1];
        var cells = new object?[LedgerLimits.Columns];
        var (row, column, width, characters) = (0, 0, 0, 0L);

        while (xml.Read() && !xml.Ends("sheetData"))
        {
            if (xml.Starts("row"))
            {
                row = RowNumber(xml["r"], row);
                column = width = 0;
            }
            else if (xml.Starts("c") && (column = ColumnNumber(xml["r"], column)) <= cells.Length)
            {
                if (Cell(xml, text) is { } cell)
                {
                    Array.Clear(cells, width, Math.Max(0, column - width));
                    cells[column - 1] = cell;
                    width = Math.Max(width, column);
                    characters += (cell as string)?.Length ?? 0;
                }
            }
            else if (xml.Ends("row") && width > 0)
            {
                if (characters > limits.UnpackedBytes)
                {
                    throw new LedgerUnreadableException(WrongFile.Absurd);
                }

                yield return new SheetRow(row, cells[..width]);
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private object? Cell(XmlPart xml, char[] buffer)
    {
        if (xml.IsEmpty)
        {
            return null;
        }

        var (type, style, text) = (xml["t"], xml["s"], "");

        while (xml.Read() && !xml.Ends("c"))
        {
            if (xml.Starts("v"))
            {
                text = new string(buffer, 0, xml.Text(buffer, 0));
            }
            else if (xml.Starts("is"))
            {
                text = XlsxStrings.Item(xml, buffer, "is");
            }
            else
            {
                xml.Skip(); // f, the formula; v holds what it came to
            }
        }

        return string.IsNullOrWhiteSpace(text) ? null : type switch
        {
            "s" => Shared(text),
            "str" => XlsxStrings.Unescape(text),
            "inlineStr" or "e" or "d" => text, // #N/A is what stands there; d is a day in ISO 8601, which is read as text
            "b" => text.Trim() is "1" or "true",
            _ => Number(text, style),
        };
    }

    private string? Shared(string text) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var i) && i >= 0 && i < strings.Value.Count
            ? strings.Value[i] is var shared && string.IsNullOrWhiteSpace(shared) ? null : shared
            : throw new InvalidDataException($"shared string {text}");

    private object Number(string text, string? style) =>
        !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number) ? text
        : int.TryParse(style, CultureInfo.InvariantCulture, out var i) && i >= 0 && i < isDate.Count && isDate[i] ? XlsxDates.Day(number, date1904)
        : number;

    private static int RowNumber(string? written, int last)
    {
        var row = written is null ? last + 1
            : int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : 0;

        return row > last && row <= LedgerLimits.Rows ? row : throw new InvalidDataException($"row {written} after row {last}");
    }

    /// <summary>A is 1, XFD is 16,384.</summary>
    private static int ColumnNumber(string? written, int last)
    {
        if (written is null)
        {
            return last + 1;
        }

        var column = 0;

        foreach (var c in written.AsSpan().TrimEnd("0123456789"))
        {
            column = c is >= 'A' and <= 'Z' && column <= 16_384 ? (column * 26) + c - 'A' + 1 : throw new InvalidDataException($"cell {written}");
        }

        return column;
    }
}
