using Npgsql;
using Qingyang.Investment.Ledgers.Reading;

namespace Qingyang.Investment.Ledgers;

/// <summary>The rejected rows of a ledger as an xlsx to hand back to staff (退回的行): as they stood, with what to mend.</summary>
public sealed class LedgerRejections(NpgsqlDataSource database, LedgerAnswers answers, LedgerLimits limits)
{
    public async Task<(string Name, byte[] Content)?> WriteAsync(Guid id, CancellationToken cancellation)
    {
        if (await answers.FindAsync(id, cancellation) is not { } answer)
        {
            return null;
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);

        return await KeptLedger.FindAsync(id, connection, cancellation) is { } kept
            ? (RejectionsWorkbook.NameFor(answer.File), Write(answer, kept))
            : null;   // a draft that was dropped since
    }

    /// <summary>The workbook itself, from the rows as they were corrected and the answer to them.</summary>
    private byte[] Write(LedgerAnswer answer, KeptLedger kept)
    {
        var faults = answer.Rejections.ToLookup(x => (x.Sheet, x.Row), x => new LedgerFault(x.Column, x.Reason, x.Message));
        using var file = kept.Open(limits);
        using var workbook = new MemoryStream();
        RejectionsWorkbook.Write(workbook, file.Tables
            .Where(table => answer.Rejections.Any(x => x.Sheet == table.Sheet.ChineseName()))
            .Select(table => new RejectedSheet(table.Sheet, table.Header.Texts, table.Rows
                .Where(row => faults.Contains((table.Sheet.ChineseName(), row.Number)))
                .Select(row => new RejectedRow(row.Number, row.Texts, [.. faults[(table.Sheet.ChineseName(), row.Number)]])))));

        return workbook.ToArray();
    }
}
