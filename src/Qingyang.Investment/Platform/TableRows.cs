using System.Globalization;
using System.Text;
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

    /// <summary>The value as one text, the same for what was folded and for what the table holds.</summary>
    internal abstract void Tell(StringBuilder text, TRow row);

    internal abstract void Tell(StringBuilder text, NpgsqlDataReader row, int column);
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

    internal override void Tell(StringBuilder text, TRow row) => Tell(text, Value(row));

    internal override void Tell(StringBuilder text, NpgsqlDataReader row, int column) => Tell(text, row.IsDBNull(column) ? default : row.GetFieldValue<TValue>(column));

    private static void Tell(StringBuilder text, TValue? value) => _ = value switch
    {
        null => text.Append('\0'),
        string x => text.Append(x),
        long x => text.Append(x),
        Guid x => text.Append(x),
        DateOnly x => text.Append(x.DayNumber),
        decimal x => text.Append(x.ToString("0.############################", CultureInfo.InvariantCulture)),
        DateTimeOffset x => text.Append(x.UtcTicks),
        IFormattable x => text.Append(x.ToString(null, CultureInfo.InvariantCulture)),
        _ => throw new NotSupportedException(typeof(TValue).Name),
    };
}

/// <summary>A row of a read model as text: its key, which begins with whose it is, and all of its values.</summary>
public readonly record struct TableRow(string Key, string Text);

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

    /// <summary>Each row as a text: its key, and all of it.</summary>
    public IEnumerable<TableRow> Told(IEnumerable<TRow> rows)
    {
        var text = new StringBuilder();

        foreach (var row in rows)
        {
            yield return ToldAs(text, (column, _) => column.Tell(text, row));
        }
    }

    /// <summary>What the table holds, told in the same way.</summary>
    /// <param name="from">The table, or a subselect with the same columns.</param>
    /// <param name="connection">In whose snapshot.</param>
    /// <param name="cancellation">Stops reading.</param>
    public async Task<List<TableRow>> ToldAsync(string from, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var select = new NpgsqlCommand($"select {Names} from {from}", connection) { CommandTimeout = 0 };
        await using var rows = await select.ExecuteReaderAsync(cancellation);
        var (text, told) = (new StringBuilder(), new List<TableRow>());

        while (await rows.ReadAsync(cancellation))
        {
            told.Add(ToldAs(text, (column, index) => column.Tell(text, rows, index)));
        }

        return told;
    }

    private TableRow ToldAs(StringBuilder text, Action<Column<TRow>, int> tell)
    {
        text.Clear();
        var key = "";

        // The key's columns come first.
        for (var i = 0; i < columns.Count; i++)
        {
            key = key.Length == 0 && !columns[i].IsKey ? text.ToString() : key;
            tell(columns[i], i);
            text.Append('\u001f');
        }

        return new TableRow(key.Length == 0 ? text.ToString() : key, text.ToString());
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
