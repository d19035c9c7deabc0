using Npgsql;
using Qingyang.Investment.Agreements;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Milestones;

/// <summary>
/// A milestone belongs where its agreement was entered: about an enterprise that was merged into this one since, and counts for it. It then goes
/// along with the agreement when the merge is undone, and the agreement cannot be retracted from under it.
/// </summary>
public sealed class ToTheHolder(NpgsqlDataSource database) : IReaddress<ReachMilestone>
{
    private const string Sql =
        $"""
         with recursive up (id, into_id) as (
           select n.enterprise_id, m.into_id from {AgreementNumbers.TableName} n join {Revisions.Merges} m on m.enterprise_id = n.enterprise_id and m.holds where n.number = $1
           union all select up.id, m.into_id from up join {Revisions.Merges} m on m.enterprise_id = up.into_id and m.holds)
         select id from up where into_id = $2
         """;

    public async Task<ReachMilestone> ReaddressAsync(ReachMilestone command, CancellationToken cancellation)
    {
        await using var find = database.CreateCommand(Sql);
        find.Parameters.Add(new() { Value = AgreementNumber.Key(command.AgreementNumber) });
        find.Parameters.Add(new() { Value = command.EnterpriseId });

        // The version that was seen is that of the enterprise whose page was open.
        return await find.ExecuteScalarAsync(cancellation) is Guid holder ? command with { EnterpriseId = holder, SeenVersion = null } : command;
    }
}
