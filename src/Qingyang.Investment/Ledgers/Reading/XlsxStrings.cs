using System.Globalization;
using System.IO.Compression;

namespace Qingyang.Investment.Ledgers.Reading;

/// <summary>Texts of a workbook: those that cells share (sharedStrings.xml), and how one text item is put together.</summary>
internal static class XlsxStrings
{
    public static IReadOnlyList<string> Read(ZipArchiveEntry part)
    {
        var strings = new List<string>();
        var cell = new char[LedgerLimits.CellCharacters + 1];
        var characters = 0L;
        using var xml = new XmlPart(part);

        while (xml.Read())
        {
            if (!xml.Starts("si"))
            {
                continue;
            }

            var text = Item(xml, cell, "si");

            if (strings.Count == LedgerLimits.SharedStrings || (characters += text.Length) > LedgerLimits.SharedStringCharacters)
            {
                throw new LedgerUnreadableException(WrongFile.Absurd);
            }

            strings.Add(text);
        }

        return strings;
    }

    /// <summary>A text item (si, is): one text, or runs of formatted text. What stands above as reading aid (rPh, 拼音) does not belong to it.</summary>
    public static string Item(XmlPart xml, char[] cell, string element)
    {
        var length = 0;
        var isEmpty = xml.IsEmpty;

        while (!isEmpty && xml.Read() && !xml.Ends(element))
        {
            if (xml.Starts("rPh"))
            {
                xml.Skip();
            }
            else if (xml.Starts("t"))
            {
                length = xml.Text(cell, length);
            }
        }

        return Unescape(new string(cell, 0, length));
    }

    /// <summary>Excel writes characters that XML cannot hold as _x000D_, and "_x" itself as _x005F_x. Half surrogate pairs stay as written.</summary>
    public static string Unescape(string text)
    {
        for (var i = text.IndexOf("_x", StringComparison.Ordinal); i >= 0 && i + 7 <= text.Length; i = text.IndexOf("_x", i + 1, StringComparison.Ordinal))
        {
            if (text[i + 6] == '_' && ushort.TryParse(text.AsSpan(i + 2, 4), NumberStyles.AllowHexSpecifier, null, out var code)
                && !char.IsSurrogate((char)code))
            {
                text = string.Concat(text.AsSpan(0, i), [(char)code], text.AsSpan(i + 7));
            }
        }

        return text;
    }
}
