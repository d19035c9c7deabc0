using Qingyang.Investment.Agreements;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Ledgers.Reading;

namespace Qingyang.Investment.Ledgers;

/// <summary>A rejected row of a ledger: one of its faults, as it is told.</summary>
public sealed record Rejection(string Sheet, int Row, string Column, string Reason, string Message);

/// <summary>The rows of a ledger that mean one enterprise, in the order of the sheets. <paramref name="Known"/>: its id, where it stood in the books when the ledger was read.</summary>
public sealed record PlannedEnterprise(Guid? Known, List<PlannedRow> Rows);

/// <summary>Where a row stands: on which sheet, under which number.</summary>
public readonly record struct RowPlace(LedgerSheet Sheet, int Row);

/// <summary>A good row, on its sheet.</summary>
public sealed record PlannedRow(LedgerSheet Sheet, LedgerRow Row);

/// <summary>What stands in the books of the codes, names and agreement numbers that a ledger names.</summary>
public sealed record BooksExcerpt(
    IReadOnlyDictionary<string, Guid> Codes, IReadOnlyDictionary<string, Guid> Names, IReadOnlySet<Guid> WithCode, IReadOnlyDictionary<string, Guid> Numbers);

/// <summary>
/// Works out which enterprise every row of a ledger means and what cannot be recorded at all. Rows go by enterprise from here on:
/// what is known of one is read once and written once, and two batches never meet.
/// </summary>
public sealed class LedgerPlan
{
    private readonly Dictionary<string, PlannedEnterprise> codes = [];
    private readonly Dictionary<string, PlannedEnterprise> names = [];
    private readonly Dictionary<string, PlannedEnterprise> numbers = [];
    private readonly HashSet<PlannedEnterprise> withCode = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<(LedgerSheet, int)> rejectedRows = [];

    private LedgerPlan(BooksExcerpt books)
    {
        var known = books.Codes.Values.Concat(books.Names.Values).Concat(books.Numbers.Values).Distinct().ToDictionary(id => id, id => new PlannedEnterprise(id, []));
        codes = books.Codes.ToDictionary(x => x.Key, x => known[x.Value]);
        names = books.Names.ToDictionary(x => x.Key, x => known[x.Value]);
        numbers = books.Numbers.ToDictionary(x => x.Key, x => known[x.Value]);
        withCode.UnionWith(books.WithCode.Where(known.ContainsKey).Select(id => known[id]));
    }

    /// <summary>In the order in which the ledger first names them.</summary>
    public List<PlannedEnterprise> Enterprises { get; } = [];

    public List<Rejection> Rejections { get; } = [];

    /// <summary>How many rows were rejected, by sheet: a row with several faults counts once.</summary>
    public IReadOnlyDictionary<LedgerSheet, int> RejectedRows => rejectedRows.CountBy(x => x.Item1).ToDictionary();

    /// <param name="rows">All rows, sheet by sheet in the order of the format, each sheet from top to bottom.</param>
    /// <param name="books">What the books know of the codes, names and numbers in them.</param>
    public static LedgerPlan Of(IEnumerable<PlannedRow> rows, BooksExcerpt books)
    {
        var plan = new LedgerPlan(books);

        foreach (var row in rows)
        {
            plan.Take(row);
        }

        return plan;
    }

    private void Take(PlannedRow planned)
    {
        var (enterprise, faults) = planned.Row switch
        {
            EnterpriseRow row => (row.Faults.Count > 0 ? null : EnterpriseOf(row), row.Faults),
            ContactRow row => Meant(row.Party, row),
            AgreementRow row => Claimed(row, Meant(row.Party, row)),
            MilestoneRow row => Signed(row, Meant(row.Party, row)),
            AssignmentRow row => Meant(row.Party, row),
            _ => throw new ArgumentOutOfRangeException(nameof(planned), planned.Row.GetType().Name, "A row of no sheet."),
        };

        if (faults.Count > 0)
        {
            rejectedRows.Add((planned.Sheet, planned.Row.Number));
            Rejections.AddRange(faults.Select(x => new Rejection(planned.Sheet.ChineseName(), planned.Row.Number, x.Column, x.Reason, x.Message)));

            return;
        }

        if (enterprise!.Rows.Count == 0)
        {
            Enterprises.Add(enterprise);
        }

        enterprise.Rows.Add(planned);
    }

    /// <summary>With a code, the enterprise with that code; else the one of that name. A code that is new completes an enterprise that had none.</summary>
    private PlannedEnterprise EnterpriseOf(EnterpriseRow row)
    {
        var name = EnterpriseName.Key(row.Name);
        var enterprise = row.Code is null ? names.GetValueOrDefault(name)
            : codes.GetValueOrDefault(row.Code) ?? (names.GetValueOrDefault(name) is { } nameless && !withCode.Contains(nameless) ? nameless : null);
        enterprise ??= new PlannedEnterprise(null, []);

        if (row.Code is not null)
        {
            codes[row.Code] = enterprise;
            withCode.Add(enterprise);
        }

        names.TryAdd(name, enterprise);

        return enterprise;
    }

    private (PlannedEnterprise? Enterprise, IReadOnlyList<LedgerFault> Faults) Meant(LedgerParty party, LedgerRow row)
    {
        var enterprise = party switch
        {
            { Code: { } code } => codes.GetValueOrDefault(code),
            { Name: { } name } => names.GetValueOrDefault(EnterpriseName.Key(name)),
            _ => null,
        };

        return enterprise is not null || party is { Code: null, Name: null } ? (enterprise, row.Faults)
            : (null, [LedgerFaults.UnknownEnterprise(party), .. row.Faults]);
    }

    private (PlannedEnterprise?, IReadOnlyList<LedgerFault>) Claimed(AgreementRow row, (PlannedEnterprise? Enterprise, IReadOnlyList<LedgerFault> Faults) meant)
    {
        var number = AgreementNumber.Key(row.AgreementNumber);

        if (meant.Enterprise is null || number.Length == 0)
        {
            return meant;
        }

        if (numbers.TryGetValue(number, out var holder) && holder != meant.Enterprise)
        {
            return (null, [.. meant.Faults, LedgerFaults.AgreementConflict(row.AgreementNumber)]);
        }

        if (meant.Faults.Count == 0)
        {
            numbers[number] = meant.Enterprise;
        }

        return meant;
    }

    private (PlannedEnterprise?, IReadOnlyList<LedgerFault>) Signed(MilestoneRow row, (PlannedEnterprise? Enterprise, IReadOnlyList<LedgerFault> Faults) meant)
    {
        var number = AgreementNumber.Key(row.AgreementNumber);

        return meant.Enterprise is null || number.Length == 0 || numbers.GetValueOrDefault(number) == meant.Enterprise ? meant
            : (null, [.. meant.Faults, LedgerFaults.UnknownAgreement(row.AgreementNumber)]);
    }
}
