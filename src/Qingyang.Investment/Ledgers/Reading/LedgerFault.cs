namespace Qingyang.Investment.Ledgers.Reading;

/// <summary>Why a row is rejected. These words stand in files and answers: they never change.</summary>
public static class LedgerReasons
{
    public const string Required = "required", CreditCode = "credit-code", County = "county", Date = "date", DateRange = "date-range";
    public const string Method = "method", Amount = "amount", AgreementKind = "agreement-kind", Milestone = "milestone", LeftOut = "left-out";
}

/// <summary>One thing to mend in a row; <paramref name="Message"/> is the sentence for staff and quotes what stood there.</summary>
public sealed record LedgerFault(string Column, string Reason, string Message)
{
    /// <summary>A text to quote, shortened where it is long.</summary>
    internal static string Short(string text) => text.Length <= 30 ? text : text[..(char.IsHighSurrogate(text[28]) ? 28 : 29)] + "…";
}
