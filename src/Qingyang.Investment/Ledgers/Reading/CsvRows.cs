using System.Collections;
using System.Globalization;
using System.IO.Compression;
using CsvHelper;
using CsvHelper.Configuration;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Ledgers.Reading;

/// <summary>
/// The rows of one CSV file that have something in them. Numbers are Excel's: a line break inside quotes makes no new row, a blank line
/// is a row.
/// </summary>
internal sealed class CsvRows(ZipArchiveEntry file) : IEnumerable<SheetRow>
{
    public IEnumerator<SheetRow> GetEnumerator()
    {
        using var text = new CsvRecordLimit(CsvText.Open(file), Delimiter());
        using var csv = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = text.Delimiter.ToString(),
            IgnoreBlankLines = false,
            BadDataFound = null, // a quote in the middle of a text (5"管) is what it looks like, as in Excel
        });

        for (var number = 1; csv.Read(); number++)
        {
            if (number > LedgerLimits.Rows)
            {
                throw new LedgerUnreadableException(Say.Of("file.csv.rows", LedgerLimits.Rows));
            }

            var width = Math.Min(csv.Count, LedgerLimits.Columns);

            while (width > 0 && string.IsNullOrWhiteSpace(csv[width - 1]))
            {
                width--;
            }

            if (width > 0)
            {
                var cells = new object?[width];

                for (var i = 0; i < width; i++)
                {
                    cells[i] = csv[i] is { Length: > 0 } cell ? cell : null;
                }

                yield return new SheetRow(number, cells);
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The comma, unless row 1 has none but has what Excel writes instead: tabs in "Unicode text", semicolons in other countries.</summary>
    private char Delimiter()
    {
        using var text = CsvText.Open(file);
        var start = new char[4096];
        var header = start.AsSpan(0, text.ReadBlock(start));
        header = header.IndexOfAny('\r', '\n') is var end and >= 0 ? header[..end] : header;

        return header.Contains(',') ? ',' : header.Contains('\t') ? '\t' : header.Contains(';') ? ';' : ',';
    }
}
