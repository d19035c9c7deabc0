using System.Text.Json.Serialization;

namespace Qingyang.Investment.Ledgers.Reading;

/// <summary>Which enterprise a row means, as it was written: <paramref name="Code"/> is normalised and not judged, null where it was left out.</summary>
public sealed record LedgerParty(string? Name, string? Code);

/// <summary>
/// A row that has been read. Where it has faults it is not to be recorded; values whose column is at fault are then default or empty,
/// the others are what stood there.
/// </summary>
[JsonDerivedType(typeof(EnterpriseRow), "enterprise")]
[JsonDerivedType(typeof(ContactRow), "contact")]
[JsonDerivedType(typeof(AgreementRow), "agreement")]
[JsonDerivedType(typeof(MilestoneRow), "milestone")]
[JsonDerivedType(typeof(AssignmentRow), "assignment")]
public abstract record LedgerRow(int Number)
{
    public IReadOnlyList<LedgerFault> Faults { get; init; } = [];

    /// <summary>Who corrected it before it was recorded.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CorrectedBy { get; init; }
}

/// <summary>Reads a row of any sheet.</summary>
public static class LedgerRowCheck
{
    /// <param name="sheet">The sheet on which the row stands.</param>
    /// <param name="row">The row as it stands.</param>
    /// <param name="counties">County names with their GB/T 2260 codes.</param>
    /// <param name="today">Days after it are in the future.</param>
    public static LedgerRow Check(LedgerSheet sheet, RawRow row, IReadOnlyDictionary<string, string> counties, DateOnly today) => row.Correction switch
    {
        null => Read(sheet, row, counties, today),
        { LeavesOut: true } left => Read(sheet, row, counties, today) is var read ? read with { Faults = [left.ToFault(), .. read.Faults] } : read,
        var corrected => Read(sheet, row, counties, today) with { CorrectedBy = corrected.By },
    };

    private static LedgerRow Read(LedgerSheet sheet, RawRow row, IReadOnlyDictionary<string, string> counties, DateOnly today) => sheet switch
    {
        LedgerSheet.Enterprises => EnterpriseRows.Check(row, counties),
        LedgerSheet.Contacts => ContactRows.Check(row, today),
        LedgerSheet.Agreements => AgreementRows.Check(row, today),
        LedgerSheet.Milestones => MilestoneRows.Check(row, today),
        LedgerSheet.Assignments => AssignmentRows.Check(row, today),
        _ => throw new ArgumentOutOfRangeException(nameof(sheet), sheet, null),
    };
}
