using Marten;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Service;
using Weasel.Postgresql.Tables;

namespace Qingyang.Investment.Platform;

/// <summary>
/// The read models, kept by one projection in the background: a page of events is read and decoded once and goes into all
/// tables in one transaction, so that they stand at one log position together, and say which.
/// </summary>
public static class ReadModels
{
    public const string Name = "ReadModels";
    public const string Shard = Name + ":All";

    /// <summary>SQL: the log position up to which the read models are right.</summary>
    public const string PositionSql = $"coalesce((select last_seq_id from {EventStore.Schema}.mt_event_progression where name = '{Shard}'), 0)";

    public static IEnumerable<Table> Tables() => [FunnelSpans.Table(), EnterpriseList.Table(), Assignments.Table()];

    public static void Register(StoreOptions store) => store.Projections.CompositeProjectionFor(Name, all =>
    {
        all.Options.BatchSize = 5000;
        all.Add(new FunnelSpans(), x => x.DeleteDataInTableOnTeardown(FunnelSpans.TableName));
        all.Add(new EnterpriseList(), x => x.DeleteDataInTableOnTeardown(EnterpriseList.TableName));
        all.Add(new Assignments(), x => x.DeleteDataInTableOnTeardown(Assignments.TableName));
    });
}
