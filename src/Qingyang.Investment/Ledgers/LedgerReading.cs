using Npgsql;
using Qingyang.Investment.Agreements;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Ledgers.Reading;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Ledgers;

/// <summary>Reads a ledger file whole and plans it against what the books know.</summary>
public sealed class LedgerReading(NpgsqlDataSource database, City city, TimeProvider clock)
{
    /// <exception cref="LedgerUnreadableException">The file is damaged further down.</exception>
    public async Task<LedgerPlan> PlanAsync(LedgerFile file, CancellationToken cancellation)
    {
        var counties = city.Counties.ToDictionary(x => x.Name, x => x.Code);
        var today = BusinessDay.Today(clock);
        var rows = file.Tables.SelectMany(table => table.Rows.Select(row => new PlannedRow(table.Sheet, LedgerRowCheck.Check(table.Sheet, row, counties, today)))).ToList();

        return LedgerPlan.Of(rows, await ExcerptAsync(rows, cancellation));
    }

    private async Task<BooksExcerpt> ExcerptAsync(List<PlannedRow> rows, CancellationToken cancellation)
    {
        var parties = rows.Select(x => x.Row switch
        {
            EnterpriseRow row => new LedgerParty(row.Name, row.Code),
            ContactRow row => row.Party,
            AgreementRow row => row.Party,
            MilestoneRow row => row.Party,
            AssignmentRow row => row.Party,
            _ => throw new ArgumentOutOfRangeException(nameof(rows), x.Row.GetType().Name, "A row of no sheet."),
        }).ToHashSet();

        await using var connection = await database.OpenConnectionAsync(cancellation);
        var (codes, names) = await EnterpriseKeys.FindAllAsync(
            [.. parties.Select(x => x.Code).OfType<string>().Distinct()], [.. parties.Select(x => x.Name).OfType<string>().Select(EnterpriseName.Key).Distinct()], connection, cancellation);
        var holders = await AgreementNumbers.HoldersOfAsync(
            [.. rows.Select(x => (x.Row as AgreementRow)?.AgreementNumber ?? (x.Row as MilestoneRow)?.AgreementNumber).OfType<string>().Select(AgreementNumber.Key).Distinct()], connection, cancellation);

        var withCode = await Sql.IdsAsync(
            $"select enterprise_id from {EnterpriseKeys.Codes} where enterprise_id = any($1) and code not like '{EnterpriseKeys.NameMark}%'", names.Values.Distinct().ToArray(), connection, cancellation);

        return new BooksExcerpt(codes, names, withCode.ToHashSet(), holders);
    }
}
