using Qingyang.Investment.Ledgers.Reading;

namespace Qingyang.Investment.Ledgers;

/// <summary>What can be wrong with a row beside other rows and the books.</summary>
public static class LedgerFaults
{
    public static LedgerFault UnknownEnterprise(LedgerParty party) => party.Code is { } code
        ? new(LedgerFormat.Code, "unknown-enterprise", $"没有统一社会信用代码为「{code}」的企业。请核对代码，或先在「企业」表登记这家企业。")
        : new(LedgerFormat.Name, "unknown-enterprise", $"没有名为「{party.Name}」的企业。请核对名称，或先在「企业」表登记这家企业。");

    public static LedgerFault AgreementConflict(string number) =>
        new(LedgerFormat.AgreementNumber, "agreement-conflict", $"协议编号「{number}」已经登记在另一家企业名下，请核对编号和企业。");

    public static LedgerFault UnknownAgreement(string number) =>
        new(LedgerFormat.AgreementNumber, "unknown-agreement", $"这家企业没有签过编号为「{number}」的协议。请核对编号，或先在「签约」表登记这份协议。");
}
