using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Ledgers.Reading;

/// <summary>
/// Watches a CSV text go by and stops it where one row grows beyond any that Excel can hold, before it fills the memory, or where the
/// text ends inside quotes: one quote too many makes the rest of the file a single cell.
/// </summary>
internal sealed class CsvRecordLimit(TextReader text, char delimiter) : TextReader
{
    // 32 full cells of Excel; the longest row of the ledger of 2026-04 has 110 characters.
    private const int LongestRow = 1 << 20;

    private enum At
    {
        CellStart,
        Plain,
        Quoted,
        QuoteInQuoted,
    }

    private At _at = At.CellStart;
    private int _length;

    public char Delimiter => delimiter;

    public override int Read(char[] buffer, int index, int count)
    {
        var read = text.Read(buffer, index, count);

        foreach (var c in buffer.AsSpan(index, read))
        {
            Watch(c);
        }

        return read > 0 || _at != At.Quoted ? read : throw Unclosed();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            text.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Watch(char c)
    {
        if (++_length > LongestRow)
        {
            throw _at == At.Quoted ? Unclosed() : new LedgerUnreadableException(Say.Of("file.csv.longRow"));
        }

        if (c is '\r' or '\n' && _at != At.Quoted)
        {
            _length = 0;
        }

        _at = _at switch
        {
            At.Quoted => c == '"' ? At.QuoteInQuoted : At.Quoted,
            At.QuoteInQuoted when c == '"' => At.Quoted,
            At.CellStart when c == '"' => At.Quoted,
            _ => c == delimiter || c is '\r' or '\n' ? At.CellStart : At.Plain,
        };
    }

    private static LedgerUnreadableException Unclosed() => new(Say.Of("file.csv.quote"));
}
