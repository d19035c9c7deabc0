using System.IO.Compression;
using System.Text;
using Qingyang.Investment.Ledgers.Reading;

namespace Qingyang.Investment.Benchmarks;

/// <summary>The ledger of N cities, as a file: the demo workbook itself for one, a zip of CSV files (GB18030, as Excel writes them here) for more.</summary>
public sealed record ScaledLedger(string Name, byte[] Content, long UnpackedBytes)
{
    public static ScaledLedger Of(string demo, int scale)
    {
        var content = File.ReadAllBytes(demo);

        if (scale == 1)
        {
            return From(Path.GetFileName(demo), content);
        }

        using var ledger = LedgerFile.Open(content, demo);

        return From(FormattableString.Invariant($"{scale}座城的台账.zip"), Zip(ledger, scale));
    }

    private static ScaledLedger From(string name, byte[] content)
    {
        using var zip = new ZipArchive(new MemoryStream(content));

        return new ScaledLedger(name, content, zip.Entries.Sum(x => x.Length));
    }

    private static byte[] Zip(LedgerFile ledger, int scale)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
        using var file = new MemoryStream();

        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var table in ledger.Tables)
            {
                using var csv = new StreamWriter(zip.CreateEntry(table.Sheet.ChineseName() + ".csv", CompressionLevel.Fastest).Open(), encoding);
                Write(csv, table.Header.Texts);

                foreach (var row in CityCopies.Rows(table, scale))
                {
                    Write(csv, row);
                }
            }
        }

        return file.ToArray();
    }

    /// <summary>By RFC 4180.</summary>
    private static void Write(StreamWriter csv, IReadOnlyList<string> cells)
    {
        csv.Write(string.Join(',', cells.Select(x => x.AsSpan().IndexOfAny(",\"\r\n") < 0 ? x : $"\"{x.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")));
        csv.Write("\r\n");
    }
}
