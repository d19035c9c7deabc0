namespace Qingyang.Investment.Agreements;

/// <summary>An agreement was signed (签约). <paramref name="Amount"/> is in 万元; <paramref name="AmountText"/> is what was written.</summary>
public sealed record AgreementSigned(string Number, AgreementKind Kind, string? Project, decimal Amount, string AmountText, DateOnly On, string? Occasion);
