using Qingyang.Investment.Agreements;

namespace Qingyang.Investment.Ledgers.Reading;

/// <summary>
/// A row of 签约. <paramref name="AgreementNumber"/> is in the form in which numbers are compared; <paramref name="AmountWan"/> is in 万元
/// (10,000 yuan), <paramref name="AmountText"/> is how it was written.
/// </summary>
public sealed record AgreementRow(
    int Number,
    LedgerParty Party,
    string AgreementNumber,
    AgreementKind Kind,
    string? Project,
    decimal AmountWan,
    string AmountText,
    DateOnly On,
    string? Occasion) : LedgerRow(Number);

public static class AgreementRows
{
    public static AgreementRow Check(RawRow row, DateOnly today)
    {
        var read = new RowReader(row);
        var party = read.Party();
        var number = AgreementNumber(read);
        var kind = read.OneOf<AgreementKind>(LedgerFormat.AgreementKind, LedgerReasons.AgreementKind, x => AgreementKinds.TryParse(x, out var kind) ? kind : null, AgreementKinds.All);
        var (wan, text) = read.Amount(LedgerFormat.Amount);
        var on = read.Date(LedgerFormat.SignedOn, today);

        return new AgreementRow(
            read.Number, party, number, kind, read.Optional(LedgerFormat.Project), wan, text, on, read.Optional(LedgerFormat.Occasion))
        {
            Faults = read.Faults,
        };
    }

    /// <summary>协议编号: NFKC, white space out, upper case, so that qy-2024-0561 is QY-2024-0561.</summary>
    internal static string AgreementNumber(RowReader read) => LedgerCells.Key(read.Required(LedgerFormat.AgreementNumber)).ToUpperInvariant();
}
