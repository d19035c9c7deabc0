using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Ledgers.Reading;

namespace Qingyang.Investment.Benchmarks;

/// <summary>
/// A ledger as N cities that share nothing: copy 1 is the ledger itself, in the others every name, credit code and agreement number
/// is another one. What was a duplicate, a conflict or an error within the ledger is the same within each copy, so that every total
/// comes out N times.
/// </summary>
public static class CityCopies
{
    private const int Codes = 31 * 31;

    /// <summary>The rows of a sheet, all copies one below the other, as texts in the order of its header.</summary>
    public static IEnumerable<IReadOnlyList<string>> Rows(LedgerTable table, int copies)
    {
        var (name, code, number) = (table.Header.IndexOf(LedgerFormat.Name), table.Header.IndexOf(LedgerFormat.Code), table.Header.IndexOf(LedgerFormat.AgreementNumber));

        for (var copy = 1; copy <= copies; copy++)
        {
            foreach (var row in table.Rows)
            {
                var cells = row.Texts.ToArray();
                Change(name, x => NameIn(copy, x));
                Change(code, x => CodeIn(copy, x));
                Change(number, x => NumberIn(copy, x));

                yield return cells;

                void Change(int column, Func<string, string> change)
                {
                    if (column >= 0 && cells[column].Length > 0)
                    {
                        cells[column] = change(cells[column]);
                    }
                }
            }
        }
    }

    /// <summary>In front, not behind: 有限责任公司 and 有限公司 are the same only as endings.</summary>
    public static string NameIn(int copy, string name) => copy == 1 ? name : FormattableString.Invariant($"第{copy}城") + name;

    public static string NumberIn(int copy, string number) => copy == 1 ? number : FormattableString.Invariant($"{number}-{copy}");

    /// <summary>
    /// Another valid code for a valid one, by the GB 32100 check character: the first two characters, read as a number to the base 31,
    /// move on by one a copy. A code that is not valid stays as it is, and so does its rejection.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There are only 961 copies.</exception>
    public static string CodeIn(int copy, string written)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(copy, Codes);
        var code = CreditCode.Normalise(written);

        if (copy == 1 || !CreditCode.IsValid(code))
        {
            return written;
        }

        var start = ((CreditCode.Characters.IndexOf(code[0], StringComparison.Ordinal) * 31) + CreditCode.Characters.IndexOf(code[1], StringComparison.Ordinal) + copy - 1) % Codes;
        var body = $"{CreditCode.Characters[start / 31]}{CreditCode.Characters[start % 31]}{code[2..17]}";

        return body + CreditCode.CheckCharacter(body);
    }
}
