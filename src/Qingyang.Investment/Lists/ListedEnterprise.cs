using Npgsql;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Lists;

/// <summary>One enterprise in a list, with everything that a list may show. Amount is in 万元, over all agreements; who is in charge is so today, since that day.</summary>
public sealed record ListedEnterprise(
    Guid Id, string Name, string? CreditCode, string County, string Chain, string Source, string? Origin, string Stage,
    DateOnly? ContactedOn, DateOnly? SignedOn, DateOnly? LandedOn, int Contacts, DateOnly? LastContactOn, string? LastContactBy, string? NextStep, DateOnly? NextStepOn,
    int Agreements, decimal Amount, string? Official, string? Post, string? TaskForce, DateOnly? AssignedSince)
{
    /// <summary>SQL: the columns that <see cref="Read"/> reads, of the tables s, e, a and c of <see cref="ListSql"/>.</summary>
    internal const string ColumnsSql =
        "e.id, e.name, e.credit_code, s.county, s.chain, s.source, s.origin, s.contacted_on, s.signed_on, s.landed_on, " +
        "a.contacts, a.last_contact_on, a.last_contact_by, a.next_step, a.next_step_on, a.agreements, a.amount, c.lead_official, c.post, c.task_force, c.starts";

    internal static ListedEnterprise Read(NpgsqlDataReader row, int at, City city)
    {
        var (contacted, signed, landed) = (DayAt(7), DayAt(8), DayAt(9));
        var stage = landed is not null ? Funnel.Stage.Landed : signed is not null ? Funnel.Stage.Signed : contacted is not null ? Funnel.Stage.Contacted : Funnel.Stage.Registered;

        return new ListedEnterprise(
            row.GetGuid(at), row.GetString(at + 1), TextAt(2), city.NameOf(row.GetString(at + 3)), row.GetString(at + 4), row.GetString(at + 5), TextAt(6),
            stage.ToString().ToLowerInvariant(), contacted, signed, landed,
            row.GetInt32(at + 10), DayAt(11), TextAt(12), TextAt(13), DayAt(14), row.GetInt32(at + 15), row.GetDecimal(at + 16), TextAt(17), TextAt(18), TextAt(19), DayAt(20));

        string? TextAt(int column) => row.IsDBNull(at + column) ? null : row.GetString(at + column);
        DateOnly? DayAt(int column) => row.IsDBNull(at + column) ? null : row.GetFieldValue<DateOnly>(at + column);
    }
}

/// <summary>How many enterprises stand just at each stage now.</summary>
public sealed record StageCounts(long Registered, long Contacted, long Signed, long Landed)
{
    public long All => Registered + Contacted + Signed + Landed;

    public long this[Stage stage] => stage switch
    {
        Stage.Registered => Registered,
        Stage.Contacted => Contacted,
        Stage.Signed => Signed,
        Stage.Landed => Landed,
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "No such stage."),
    };
}

/// <summary>A page of a list. <paramref name="Counts"/> leave the filter by stage out: they are the heads of a board.</summary>
/// <param name="Query">The filter in its one way of being written.</param>
public sealed record ListAnswer(string Query, long Position, long Total, StageCounts Counts, int Page, int Size, IReadOnlyList<ListedEnterprise> Enterprises);

/// <summary>Where one enterprise stands in a list, and between which others.</summary>
public sealed record Neighbours(Guid? Previous, Guid? Next, long Place, long Total);
