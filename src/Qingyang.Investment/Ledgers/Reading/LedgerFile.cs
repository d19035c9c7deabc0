using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Ledgers.Reading;

/// <summary>One sheet that the file has. <paramref name="Rows"/> streams from the open file, without empty rows; it can be read again.</summary>
public sealed record LedgerTable(LedgerSheet Sheet, LedgerHeader Header, IEnumerable<RawRow> Rows);

/// <summary>
/// A ledger (招商台账) in a file: an xlsx workbook, or a zip of CSV files. What it is is told by its content; its name is only for
/// people. All sheets' headers are checked on opening, rows are read when they are asked for.
/// </summary>
public sealed class LedgerFile : IDisposable
{
    private readonly UnpackedZip _zip;

    private LedgerFile(string name, UnpackedZip zip, IReadOnlyList<LedgerTable> tables)
    {
        Name = name;
        _zip = zip;
        Tables = tables;
    }

    public string Name { get; }

    /// <summary>The sheets that the file has, in the order in which they must be read: enterprises first. A missing one is simply empty.</summary>
    public IReadOnlyList<LedgerTable> Tables { get; }

    /// <exception cref="LedgerUnreadableException">Not a ledger, too large, or a sheet without its columns.</exception>
    public static LedgerFile Open(byte[] content, string name, LedgerLimits? limits = null, LedgerCorrections? corrections = null) =>
        Open(new MemoryStream(content, writable: false), name, limits, corrections);

    /// <summary>
    /// The file takes the stream over and closes it. One that cannot seek (a browser's upload) is first read into memory. Everybody reads
    /// rows as they were corrected, since they are overlaid here.
    /// </summary>
    /// <exception cref="LedgerUnreadableException">Not a ledger, too large, or a sheet without its columns.</exception>
    public static LedgerFile Open(Stream stream, string name, LedgerLimits? limits = null, LedgerCorrections? corrections = null)
    {
        limits ??= new LedgerLimits();
        UnpackedZip? zip = null;

        try
        {
            return DamagedFile.Guarded(() =>
            {
                zip = UnpackedZip.Open(stream, limits);
                return new LedgerFile(name, zip, Find(Sheets(zip, limits), corrections ?? []));
            });
        }
        catch
        {
            zip?.Dispose();
            stream.Dispose();
            throw;
        }
    }

    public void Dispose() => _zip.Dispose();

    private static IReadOnlyList<FileSheet> Sheets(UnpackedZip zip, LedgerLimits limits)
    {
        if (zip.Find("xl/workbook.xml") is not null)
        {
            return XlsxBook.Sheets(zip, limits);
        }

        return CsvBook.Sheets(zip) is { Count: > 0 } sheets ? sheets : throw new LedgerUnreadableException(WrongFile.Zip(zip));
    }

    private static List<LedgerTable> Find(IReadOnlyList<FileSheet> sheets, LedgerCorrections corrections)
    {
        var tables = new List<LedgerTable>();
        var faults = new List<string>();
        var found = false;

        foreach (var sheet in LedgerFormat.Sheets)
        {
            var named = sheets.Where(x => string.Equals(x.Key, sheet.ChineseName(), StringComparison.Ordinal)).ToList();
            found |= named.Count > 0;

            if (named.Count > 1)
            {
                faults.Add(Say.Of("file.sheet.twice", named.Count, sheet.ChineseName()));
            }
            else if (named.Count == 1 && Table(sheet, named[0], corrections, out var fault) is var table)
            {
                tables.AddRange(table is null ? [] : [table]);
                faults.AddRange(fault is null ? [] : [fault]);
            }
        }

        return !found ? throw new LedgerUnreadableException(WrongFile.NoSheet(sheets))
            : faults.Count > 0 ? throw new LedgerUnreadableException(string.Concat(faults))
            : tables;
    }

    /// <summary>Null without a fault: the sheet is blank, as if it were not there.</summary>
    private static LedgerTable? Table(LedgerSheet sheet, FileSheet file, LedgerCorrections corrections, out string? fault)
    {
        fault = null;

        if (file.Rows.Cast<SheetRow?>().FirstOrDefault() is not { } first)
        {
            return null;
        }

        return LedgerHeader.Read(sheet, first.Number == 1 ? first.Cells : [], out fault) is { } header
            ? new LedgerTable(sheet, header, DamagedFile.Guarded(Rows(sheet, header, file, corrections)))
            : null;
    }

    private static IEnumerable<RawRow> Rows(LedgerSheet sheet, LedgerHeader header, FileSheet file, LedgerCorrections corrections)
    {
        int[] dates = file.Date1904 ? [.. sheet.Dates().Select(header.IndexOf).Where(x => x >= 0)] : [];

        foreach (var (number, cells) in file.Rows.Skip(1))
        {
            foreach (var i in dates)
            {
                if (i < cells.Length && cells[i] is double day)
                {
                    cells[i] = XlsxDates.Since1900(day, date1904: true);
                }
            }

            yield return corrections.TryGetValue((sheet, number), out var correction)
                ? new RawRow(number, header, correction.Over(cells, header)) { Correction = correction }
                : new RawRow(number, header, cells);
        }
    }
}

/// <summary>A sheet of a file, of which the format knows nothing yet. <paramref name="Key"/> is its name in the form in which names are compared.</summary>
internal sealed record FileSheet(string Key, IEnumerable<SheetRow> Rows, bool Date1904 = false);
