using Qingyang.Investment.Platform;
using Weasel.Postgresql.Tables;

namespace Qingyang.Investment.Audit.Log;

/// <summary>What the log that can be checked keeps beside the events: hashes, which numbers which leaf covers, checkpoints and keys.</summary>
public static class LogTables
{
    /// <summary>Hashes, 256 of one level a row: see <see cref="TileId"/>.</summary>
    public const string Tiles = EventStore.Schema + ".log_tiles";

    /// <summary>
    /// Which leaf covers which numbers: events that follow each other in both are one row (leaf + n covers first_seq + n); a gap is one leaf for
    /// all of its numbers.
    /// </summary>
    public const string Runs = EventStore.Schema + ".log_runs";

    public const string Checkpoints = EventStore.Schema + ".log_checkpoints";

    /// <summary>The signing keys, as they are: whoever has the database can sign. What holds against them is the anchor outside.</summary>
    public const string Keys = EventStore.Schema + ".log_keys";

    /// <summary>One row: how far it is sealed, and what the last look at the anchor came to.</summary>
    public const string State = EventStore.Schema + ".log_state";

    public static IEnumerable<Table> All()
    {
        var tiles = new Table(Tiles);
        tiles.AddColumn<string>("suite").AsPrimaryKey();
        tiles.AddColumn<int>("level").AsPrimaryKey();
        tiles.AddColumn<long>("tile").AsPrimaryKey();
        tiles.AddColumn("hashes", "bytea").NotNull();
        yield return tiles;

        var runs = new Table(Runs);
        runs.AddColumn<long>("leaf").AsPrimaryKey();
        runs.AddColumn<long>("first_seq").NotNull().AddIndex(x => x.IsUnique = true);
        runs.AddColumn<long>("last_seq").NotNull();
        runs.AddColumn<bool>("gap").NotNull();
        yield return runs;

        var checkpoints = new Table(Checkpoints);
        checkpoints.AddColumn<string>("suite").AsPrimaryKey();
        checkpoints.AddColumn<long>("size").AsPrimaryKey();
        checkpoints.AddColumn<long>("sealed").NotNull();
        checkpoints.AddColumn("root", "bytea").NotNull();
        checkpoints.AddColumn<DateTimeOffset>("made_at").NotNull();
        checkpoints.AddColumn<string>("note").NotNull();
        yield return checkpoints;

        var keys = new Table(Keys);
        keys.AddColumn<string>("suite").AsPrimaryKey();
        keys.AddColumn<string>("log_id").NotNull();
        keys.AddColumn("public_key", "bytea").NotNull();
        keys.AddColumn("secret", "bytea").NotNull();
        keys.AddColumn<DateTimeOffset>("made_at").NotNull().DefaultValueByExpression("now()");
        yield return keys;

        var state = new Table(State);
        state.AddColumn<int>("id").AsPrimaryKey();
        state.AddColumn<long>("size").NotNull();       // leaves
        state.AddColumn<long>("sealed").NotNull();     // every number up to it is in a leaf
        state.AddColumn<long>("high").NotNull();       // the highest number that is in a leaf
        state.AddColumn<bool>("anchored").NotNull().DefaultValueByExpression("false");   // there is an anchor
        state.AddColumn("trouble", "jsonb");           // why nothing is signed
        state.AddColumn<DateTimeOffset>("checked_at");
        yield return state;
    }
}
