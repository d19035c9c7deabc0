using Qingyang.Investment.Ledgers.Reading;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Ledgers;

/// <summary>What can be wrong with a row beside other rows and the books.</summary>
public static class LedgerFaults
{
    public static LedgerFault UnknownEnterprise(LedgerParty party) => party.Code is { } code
        ? new(LedgerFormat.Code, "unknown-enterprise", Say.Of("row.enterprise.unknownCode", code))
        : new(LedgerFormat.Name, "unknown-enterprise", Say.Of("row.enterprise.unknownName", party.Name));

    public static LedgerFault AgreementConflict(string number) =>
        new(LedgerFormat.AgreementNumber, "agreement-conflict", Say.Of("row.agreement.conflict", number));

    public static LedgerFault UnknownAgreement(string number) =>
        new(LedgerFormat.AgreementNumber, "unknown-agreement", Say.Of("row.agreement.unknown", number));
}
