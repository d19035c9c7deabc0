namespace Qingyang.Investment.Ledgers.Reading;

/// <summary>
/// The file cannot be read as a ledger at all; the message is the sentence for the user: what the file is and what to do. It comes from
/// opening the file or, where the damage is further down, from reading its rows.
/// </summary>
public sealed class LedgerUnreadableException(string message, Exception? inner = null) : Exception(message, inner);
