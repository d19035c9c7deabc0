using Marten;
using Npgsql;
using NpgsqlTypes;
using Weasel.Postgresql.Tables;

namespace Qingyang.Investment.Platform;

/// <summary>A column of a read model: its name and type, and where its value stands in a row.</summary>
public abstract record Column<TRow>(string Name, string SqlType)
{
    public bool IsKey { get; init; }

    public bool IsNullable { get; init; }

    internal abstract object ToArray(IReadOnlyCollection<TRow> rows);

    internal abstract void Write(NpgsqlBinaryImporter copy, TRow row);

    /// <summary>The value, the same for what was folded and for what the table holds.</summary>
    internal abstract void Tell(RowText text, TRow row);

    internal abstract void Tell(RowText text, NpgsqlDataReader row, int column);
}

/// <summary>A column of a read model, with its type.</summary>
public sealed record Column<TRow, TValue>(string Name, string SqlType, NpgsqlDbType Type, Func<TRow, TValue> Value) : Column<TRow>(Name, SqlType)
{
    internal override object ToArray(IReadOnlyCollection<TRow> rows) => rows.Select(Value).ToArray();

    internal override void Write(NpgsqlBinaryImporter copy, TRow row)
    {
        if (Value(row) is { } value)
        {
            copy.Write(value, Type);
        }
        else
        {
            copy.WriteNull();
        }
    }

    internal override void Tell(RowText text, TRow row) => text.Add(Value(row));

    internal override void Tell(RowText text, NpgsqlDataReader row, int column) => text.Add(row.IsDBNull(column) ? default : row.GetFieldValue<TValue>(column));
}

/// <summary>
/// The rows of a read model, written set-wise: a page of them by one statement beside the projection's progress, or all of them
/// by one COPY when the read model is made anew.
/// </summary>
public sealed class TableRows<TRow>(string table)
{
    private readonly List<Column<TRow>> columns = [];

    private string Names => string.Join(", ", columns.Select(x => x.Name));

    /// <summary>A column of the primary key.</summary>
    public TableRows<TRow> Key<TValue>(string name, Func<TRow, TValue> value) => Add(name, value, key: true, nullable: false);

    public TableRows<TRow> With<TValue>(string name, Func<TRow, TValue> value) => Add(name, value, key: false, nullable: Nullable.GetUnderlyingType(typeof(TValue)) is not null);

    /// <summary>A column of text that may be empty.</summary>
    public TableRows<TRow> WithOptional(string name, Func<TRow, string?> value) => Add(name, value, key: false, nullable: true);

    public Table ToTable()
    {
        var definition = new Table(table);

        foreach (var column in columns)
        {
            var added = definition.AddColumn(column.Name, column.SqlType);
            _ = column.IsKey ? added.AsPrimaryKey() : column.IsNullable ? added : added.NotNull();
        }

        return definition;
    }

    /// <summary>New rows.</summary>
    public void Queue(IDocumentOperations operations, IReadOnlyCollection<TRow> rows) => Queue(operations, rows, "");

    /// <summary>Rows that may stand there already, each key once: they are replaced.</summary>
    public void QueueReplacing(IDocumentOperations operations, IReadOnlyCollection<TRow> rows) => Queue(operations, rows,
        $" on conflict ({string.Join(", ", columns.Where(x => x.IsKey).Select(x => x.Name))}) do update set {string.Join(", ", columns.Where(x => !x.IsKey).Select(x => $"{x.Name} = excluded.{x.Name}"))}");

    private void Queue(IDocumentOperations operations, IReadOnlyCollection<TRow> rows, string onConflict)
    {
        if (rows.Count > 0)
        {
            operations.QueueSqlCommand(
                $"insert into {table} ({Names}) select * from unnest({string.Join(", ", columns.Select(x => $"?::{x.SqlType}[]"))}){onConflict}",
                [.. columns.Select(x => x.ToArray(rows))]);
        }
    }

    /// <summary>Into a table of the same columns that this transaction has just made: so its rows are frozen at once, and an index alone can answer.</summary>
    public async Task CopyAsync(string to, NpgsqlConnection connection, IAsyncEnumerable<TRow> rows, CancellationToken cancellation)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"copy {to} ({Names}) from stdin (format binary, freeze)", cancellation);

        await foreach (var row in rows)
        {
            await copy.StartRowAsync(cancellation);   // waits where the database does not keep up; the cells go to the buffer

            foreach (var column in columns)
            {
                column.Write(copy, row);
            }
        }

        await copy.CompleteAsync(cancellation);
    }

    /// <summary>Takes each row as a text: all of its values, the first of which says whose it is.</summary>
    public void Tell(IEnumerable<TRow> rows, Action<RowText> take)
    {
        var text = new RowText();

        foreach (var row in rows)
        {
            text.Clear();

            foreach (var column in columns)
            {
                column.Tell(text, row);
            }

            take(text);
        }
    }

    /// <summary>What the table holds, in the same way.</summary>
    /// <param name="from">The table, or a subselect with the same columns; what may follow it.</param>
    /// <param name="connection">In whose snapshot.</param>
    /// <param name="take">Takes each row as a text, which is another one afterwards.</param>
    /// <param name="cancellation">Stops reading.</param>
    public async Task TellAsync(string from, NpgsqlConnection connection, Action<RowText> take, CancellationToken cancellation)
    {
        await using var select = new NpgsqlCommand($"select {Names} from {from}", connection) { CommandTimeout = 0 };
        await using var rows = await select.ExecuteReaderAsync(cancellation);
        var text = new RowText();

        while (await rows.ReadAsync(cancellation))
        {
            text.Clear();

            for (var i = 0; i < columns.Count; i++)
            {
                columns[i].Tell(text, rows, i);
            }

            take(text);
        }
    }

    private TableRows<TRow> Add<TValue>(string name, Func<TRow, TValue> value, bool key, bool nullable)
    {
        var (sql, type) = (Nullable.GetUnderlyingType(typeof(TValue)) ?? typeof(TValue)) switch
        {
            var x when x == typeof(Guid) => ("uuid", NpgsqlDbType.Uuid),
            var x when x == typeof(int) => ("integer", NpgsqlDbType.Integer),
            var x when x == typeof(long) => ("bigint", NpgsqlDbType.Bigint),
            var x when x == typeof(decimal) => ("numeric", NpgsqlDbType.Numeric),
            var x when x == typeof(DateTimeOffset) => ("timestamp with time zone", NpgsqlDbType.TimestampTz),
            var x when x == typeof(DateOnly) => ("date", NpgsqlDbType.Date),
            var x when x == typeof(string) => ("text", NpgsqlDbType.Text),
            var x => throw new NotSupportedException($"No column type for {x.Name}."),
        };
        columns.Add(new Column<TRow, TValue>(name, sql, type, value) { IsKey = key, IsNullable = nullable });

        return this;
    }
}
