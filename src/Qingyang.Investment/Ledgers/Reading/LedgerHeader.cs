using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Ledgers.Reading;

/// <summary>Row 1 of a sheet: where each column of the format stands.</summary>
public sealed class LedgerHeader
{
    private readonly Dictionary<string, int> _columns;

    private LedgerHeader(IReadOnlyList<string> texts, Dictionary<string, int> columns)
    {
        Texts = texts;
        _columns = columns;
    }

    /// <summary>The header texts as they stand, unknown ones too.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <summary>Counted from 0; -1 where the sheet has no such column.</summary>
    public int IndexOf(string column) => _columns.GetValueOrDefault(column, -1);

    /// <summary>Finds the columns of a sheet, or says in a sentence what is wrong with its header.</summary>
    internal static LedgerHeader? Read(LedgerSheet sheet, object?[] cells, out string? fault)
    {
        string[] texts = [.. cells.Select(LedgerCells.Text)];
        string[] known = [.. sheet.Required(), .. sheet.Optional()];
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        fault = null;

        for (var i = 0; i < texts.Length; i++)
        {
            // Templates mark a required column with an asterisk.
            var key = Spelling.Key(texts[i]).Trim('*');

            if (known.Contains(key, StringComparer.Ordinal) && !columns.TryAdd(key, i))
            {
                fault = Say.Of("file.column.twice", sheet.ChineseName(), key);
                return null;
            }
        }

        List<string> missing = [.. sheet.Required().Where(x => !columns.ContainsKey(x))];

        if (!columns.ContainsKey(LedgerFormat.Name) && !columns.ContainsKey(LedgerFormat.Code) && sheet != LedgerSheet.Enterprises)
        {
            missing.Insert(0, Say.Of("file.column.nameOrCode", LedgerFormat.Name, LedgerFormat.Code));
        }

        if (missing.Count > 0)
        {
            fault = Say.Of("file.column.missing", sheet.ChineseName(), Say.List(missing));
            return null;
        }

        return new LedgerHeader(texts, columns);
    }
}
