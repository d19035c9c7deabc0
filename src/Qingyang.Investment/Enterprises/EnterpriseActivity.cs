using System.Runtime.InteropServices;
using JasperFx.Events;
using Marten;
using Npgsql;
using Qingyang.Investment.Platform;
using Weasel.Postgresql.Tables;

namespace Qingyang.Investment.Enterprises;

/// <summary>The read model of what is going on with each enterprise: a list sorts and filters by it.</summary>
public sealed class EnterpriseActivity() : ReadModelOf<Activity>(Rows, "enterprise_id")
{
    public const string TableName = EventStore.Schema + ".enterprise_activity";

    private static readonly TableRows<Activity> Rows = new TableRows<Activity>(TableName)
        .Key("enterprise_id", x => x.Id)
        .With("contacts", x => x.Contacts)
        .With("last_contact_on", x => x.Last?.On)
        .WithOptional("last_contact_by", x => x.Last?.By)
        .WithOptional("next_step", x => x.Last?.NextStep)
        .With("next_step_on", x => x.Last?.NextStepOn)
        .With("agreements", x => x.Agreements)
        .With("amount", x => x.Amount)
        .With("touched_by", x => x.TouchedBy)
        .With("touched_at", x => x.TouchedAt);

    public override int Version => 1;

    public override Table Table => Rows.ToTable();

    protected override async Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        var activities = await BeforeAsync(operations, events, cancellation);

        foreach (var e in events)
        {
            Fold(activities, Recorded.Of(e));
        }

        Rows.QueueReplacing(operations, [.. activities.Values.OfType<Activity>()]);
    }

    protected override RebuildOf<Activity> Begin() => new Anew();

    private static void Fold(Dictionary<Guid, Activity?> activities, in Recorded e)
    {
        ref var activity = ref CollectionsMarshal.GetValueRefOrAddDefault(activities, e.StreamId, out _);
        activity = Activity.After(activity, e);
    }

    /// <summary>How the enterprises that this page touches stood before it. Those that it registers need no look.</summary>
    private static async Task<Dictionary<Guid, Activity?>> BeforeAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        var touched = events.Where(e => e.Version > 1).Select(e => e.StreamId).ToHashSet();
        touched.ExceptWith(events.Where(e => e.Version == 1).Select(e => e.StreamId));
        var before = new Dictionary<Guid, Activity?>();

        if (touched.Count == 0)
        {
            return before;
        }

        await using var connection = operations.Database.CreateConnection();
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(
            "select enterprise_id, contacts, last_contact_on, last_contact_by, next_step, next_step_on, agreements, amount, touched_by, touched_at " +
            $"from {TableName} where enterprise_id = any($1)", connection);
        command.Parameters.Add(new() { Value = touched.ToArray() });
        await using var rows = await command.ExecuteReaderAsync(cancellation);

        while (await rows.ReadAsync(cancellation))
        {
            var last = await rows.IsDBNullAsync(2, cancellation)
                ? null
                : new LastContact(rows.GetFieldValue<DateOnly>(2), rows.GetString(3), await rows.IsDBNullAsync(4, cancellation) ? null : rows.GetString(4), rows.GetFieldValue<DateOnly?>(5));
            before[rows.GetGuid(0)] = new Activity(
                rows.GetGuid(0), rows.GetInt32(1), last, rows.GetInt32(6), rows.GetDecimal(7), rows.GetInt64(8), rows.GetFieldValue<DateTimeOffset>(9));
        }

        return before;
    }

    private sealed class Anew() : RebuildOf<Activity>(Rows)
    {
        private readonly Dictionary<Guid, Activity?> activities = [];

        public override void Apply(in Recorded e) => Fold(activities, e);

        protected override IEnumerable<Activity> Rest() => activities.Values.OfType<Activity>();
    }
}
