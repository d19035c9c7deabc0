using System.Text;
using System.Text.Json;

namespace Qingyang.Investment.Verifier.Figures;

/// <summary>figures.csv as it follows from figures.json: what people open in a spreadsheet must say the same.</summary>
public static class FiguresSheet
{
    /// <summary>UTF-8 with a byte order mark, CRLF; a cell that a spreadsheet would run as a formula gets a leading apostrophe.</summary>
    public static byte[] Of(byte[] figures) => FiguresFile.Reading("figures.json", figures, root =>
    {
        var sheet = new StringBuilder();
        Row(sheet, [.. Say.Of("sheet.heads").Split(',')]);

        foreach (var answer in root.GetProperty("answers").EnumerateArray())
        {
            string[] start = [answer.GetProperty("definition").GetString()!, answer.GetProperty("asOf").GetString()!, root.GetProperty("knownAt").GetRawText()];
            Row(sheet, [.. start, "", Say.Of("sheet.whole"), answer.GetProperty("registered").GetRawText(), .. Counts(answer)]);

            foreach (var county in answer.GetProperty("counties").EnumerateArray())
            {
                Row(sheet, [.. start, county.GetProperty("key").GetString()!, county.GetProperty("name").GetString()!, "", .. Counts(county)]);
            }
        }

        return (byte[])[.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(sheet.ToString())];
    });

    private static string[] Counts(JsonElement x) => [x.GetProperty("contacted").GetRawText(), x.GetProperty("signed").GetRawText(), x.GetProperty("landed").GetRawText()];

    private static void Row(StringBuilder sheet, string[] cells) => sheet.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

    private static string Cell(string text)
    {
        var safe = text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;

        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
