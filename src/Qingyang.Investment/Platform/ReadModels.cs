using Marten;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Service;

namespace Qingyang.Investment.Platform;

/// <summary>
/// The read models, kept by one projection in the background: a page of events is read and decoded once and goes into all
/// tables in one transaction, so that they stand at one log position together, and say which.
/// </summary>
public static class ReadModels
{
    public const string Name = "ReadModels";
    public const string Shard = Name + ":All";

    /// <summary>The extension of PostgreSQL by which any part of a name is found.</summary>
    public const string Trigrams = "pg_trgm";

    /// <summary>SQL: the log position up to which the read models are right.</summary>
    public const string PositionSql = $"coalesce((select last_seq_id from {EventStore.Schema}.mt_event_progression where name = '{Shard}'), 0)";

    public static readonly IReadOnlyList<IReadModel> All = [new FunnelSpans(), new EnterpriseList(), new EnterpriseSearch(), new EnterpriseActivity(), new Assignments()];

    /// <summary>Under which names their progress stands: the whole's, and each one's own.</summary>
    public static IReadOnlyList<string> Shards => [Shard, .. All.Select(x => $"{x.Name}:All")];

    public static void Register(StoreOptions store) => store.Projections.CompositeProjectionFor(Name, composite =>
    {
        composite.Options.BatchSize = 5000;

        foreach (var model in All)
        {
            composite.Add(model, x => x.DeleteDataInTableOnTeardown(model.Table.Identifier.QualifiedName));
        }
    });
}
