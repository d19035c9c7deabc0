using Npgsql;
using Qingyang.Investment.Agreements;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Ledgers.Reading;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Ledgers;

/// <summary>Reads a ledger file whole and plans it against what the books know.</summary>
public sealed class LedgerReading(EnterpriseKeys keys, AgreementNumbers numbers, NpgsqlDataSource database, City city, TimeProvider clock)
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

        var (codes, names) = await keys.FindAllAsync(
            [.. parties.Select(x => x.Code).OfType<string>().Distinct()], [.. parties.Select(x => x.Name).OfType<string>().Select(EnterpriseName.Key).Distinct()], cancellation);
        var holders = await numbers.HoldersOfAsync(
            [.. rows.Select(x => (x.Row as AgreementRow)?.AgreementNumber ?? (x.Row as MilestoneRow)?.AgreementNumber).OfType<string>().Select(AgreementNumber.Key).Distinct()], cancellation);

        return new BooksExcerpt(codes, names, await WithCodeAsync([.. names.Values.Distinct()], cancellation), holders);
    }

    private async Task<HashSet<Guid>> WithCodeAsync(Guid[] enterprises, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand($"select enterprise_id from {EnterpriseKeys.Codes} where enterprise_id = any($1) and code not like '{EnterpriseKeys.NameMark}%'");
        command.Parameters.Add(new() { Value = enterprises });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var found = new HashSet<Guid>();

        while (await rows.ReadAsync(cancellation))
        {
            found.Add(rows.GetGuid(0));
        }

        return found;
    }
}
