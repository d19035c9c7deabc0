using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Qingyang.Investment.Ledgers.Reading;

/// <summary>
/// One XML part of a workbook, read forward only in bounded memory. A document type, and with it every entity, is refused. What XmlReader
/// itself does not bound is bounded here: nesting, different names, and the length of a text, which comes in pieces.
/// </summary>
internal sealed class XmlPart : IDisposable
{
    private const int Deepest = 64;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        CloseInput = true,
    };

    private readonly XmlReader _xml;

    public XmlPart(ZipArchiveEntry part)
    {
        var settings = Settings.Clone();
        settings.NameTable = new FewNames();

        // Always UTF-8, as every writer of workbooks does it: no other encoding can hide a '<' from UnpackedZip.
        _xml = XmlReader.Create(new StreamReader(part.Open(), Encoding.UTF8, detectEncodingFromByteOrderMarks: false), settings);
    }

    private bool IsText => _xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace;

    public bool IsEmpty => _xml.IsEmptyElement;

    /// <summary>The r:id of an element, in the transitional or the strict dialect.</summary>
    public string? Relationship =>
        _xml.GetAttribute("id", "http://schemas.openxmlformats.org/officeDocument/2006/relationships")
        ?? _xml.GetAttribute("id", "http://purl.oclc.org/ooxml/officeDocument/relationships");

    public string? this[string attribute] => _xml.GetAttribute(attribute);

    public bool Read() => _xml.Read() && (_xml.Depth <= Deepest ? true : throw new XmlException($"more than {Deepest} levels"));

    public bool Starts(string element) => _xml.NodeType == XmlNodeType.Element && string.Equals(_xml.LocalName, element, StringComparison.Ordinal);

    public bool Ends(string element) => _xml.NodeType == XmlNodeType.EndElement && string.Equals(_xml.LocalName, element, StringComparison.Ordinal);

    /// <summary>Reads past the element that starts here.</summary>
    public void Skip()
    {
        var depth = IsEmpty ? int.MaxValue : _xml.Depth;

        while (depth < int.MaxValue && Read() && _xml.Depth > depth)
        {
        }
    }

    /// <summary>Appends the text of the element that starts here to the first <paramref name="length"/> characters of a cell; returns how many it has then.</summary>
    public int Text(char[] cell, int length)
    {
        var depth = IsEmpty ? int.MaxValue : _xml.Depth;

        while (depth < int.MaxValue && Read() && _xml.Depth > depth)
        {
            while (IsText && _xml.ReadValueChunk(cell, length, cell.Length - length) is var read and > 0)
            {
                length += read;

                if (length == cell.Length)
                {
                    throw new XmlException($"a text of {length} characters or more");
                }
            }
        }

        return length;
    }

    public void Dispose() => _xml.Dispose();

    /// <summary>XmlReader keeps every name that it has met; a worksheet has about a hundred.</summary>
    private sealed class FewNames : NameTable
    {
        private int _left = 10_000;

        public override string Add(char[] key, int start, int len) => Get(key, start, len) ?? (IsOneMore() ? base.Add(key, start, len) : "");

        public override string Add(string key) => Get(key) ?? (IsOneMore() ? base.Add(key) : "");

        private bool IsOneMore() => --_left >= 0 ? true : throw new XmlException("more names than a workbook has");
    }
}
