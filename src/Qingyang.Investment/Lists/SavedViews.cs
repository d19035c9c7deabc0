using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Npgsql;
using Qingyang.Investment.Platform;
using Weasel.Postgresql.Tables;

namespace Qingyang.Investment.Lists;

/// <summary>A list that somebody keeps under a name; a shared one is seen by all.</summary>
public sealed record SavedView(Guid Id, string Owner, string Name, string Query, bool Shared, int Position);

/// <summary>What is to be kept: the query as it stands in the list's address.</summary>
public sealed record KeepView(string? Name, string? Query, bool Shared = false);

/// <summary>Saved views (常用名单). They are settings of people, not facts: no events.</summary>
public sealed class SavedViews(NpgsqlDataSource database)
{
    public const string TableName = EventStore.Schema + ".saved_views";

    private const string Columns = "id, owner, name, query, shared, position";

    public static Table Table()
    {
        var table = new Table(TableName);
        table.AddColumn<Guid>("id").AsPrimaryKey();
        table.AddColumn<string>("owner").NotNull();
        table.AddColumn<string>("name").NotNull();
        table.AddColumn<string>("query").NotNull();
        table.AddColumn<bool>("shared").NotNull();
        table.AddColumn<int>("position").NotNull();
        table.Indexes.Add(new IndexDefinition("saved_views_name") { Columns = ["owner", "name"], IsUnique = true });

        return table;
    }

    /// <summary>One's own in the order of keeping, then what others share.</summary>
    public Task<List<SavedView>> OfAsync(string owner, CancellationToken cancellation) => AskAsync(
        $"select {Columns} from {TableName} where owner = $1 or shared order by owner <> $1, owner, position, id", cancellation, owner);

    /// <summary>Keeps it, and tells whether it is new; null where the name stands for something else.</summary>
    public async Task<(SavedView View, bool IsNew)?> KeepAsync(string owner, string name, string query, bool shared, CancellationToken cancellation)
    {
        var kept = await AskAsync(
            $"insert into {TableName} ({Columns}) select $1, $2, $3, $4, $5, coalesce(max(position), 0) + 1 from {TableName} where owner = $2 on conflict (owner, name) do nothing returning {Columns}",
            cancellation, Guid.CreateVersion7(), owner, name, query, shared);

        if (kept is [var view])
        {
            return (view, true);
        }

        var before = await AskAsync($"select {Columns} from {TableName} where owner = $1 and name = $2", cancellation, owner, name);

        return before is [var same] && same.Query == query && same.Shared == shared ? (same, false) : null;
    }

    public Task<List<SavedView>> FindAsync(Guid id, CancellationToken cancellation) => AskAsync($"select {Columns} from {TableName} where id = $1", cancellation, id);

    public Task DropAsync(Guid id, CancellationToken cancellation) => AskAsync($"delete from {TableName} where id = $1 returning {Columns}", cancellation, id);

    private async Task<List<SavedView>> AskAsync(string sql, CancellationToken cancellation, params object[] values)
    {
        await using var ask = database.CreateCommand(sql);

        foreach (var value in values)
        {
            ask.Parameters.Add(new() { Value = value });
        }

        await using var rows = await ask.ExecuteReaderAsync(cancellation);
        var views = new List<SavedView>();

        while (await rows.ReadAsync(cancellation))
        {
            views.Add(new SavedView(rows.GetGuid(0), rows.GetString(1), rows.GetString(2), rows.GetString(3), rows.GetBoolean(4), rows.GetInt32(5)));
        }

        return views;
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/api/views", async (Actor actor, SavedViews views, CancellationToken cancellation) =>
            Results.Ok(await views.OfAsync(actor.Name, cancellation)));
        api.MapPost("/api/views", PostAsync);
        api.MapDelete("/api/views/{id:guid}", async (Guid id, Actor actor, SavedViews views, CancellationToken cancellation) =>
        {
            var owner = actor.Name;

            switch (await views.FindAsync(id, cancellation))
            {
                case [var mine] when mine.Owner == owner:
                    await views.DropAsync(id, cancellation);

                    return Results.NoContent();

                case [{ Shared: true }]:
                    return Results.Problem(Say.Of("view.others"), statusCode: 403);

                default:
                    return Results.Problem(Say.Of("view.unknown"), statusCode: 404);   // somebody else's own: not told that it is there
            }
        });
    }

    private static async Task<IResult> PostAsync(KeepView view, City city, Actor actor, SavedViews views, CancellationToken cancellation)
    {
        if (Spelling.TidyOrNull(view.Name) is not { Length: <= 50 } name || Spelling.Key(name).Length == 0)
        {
            return Query.Wrong("name", Say.Of("view.name"));
        }

        if (!ListFilter.TryParse(QueryHelpers.ParseQuery(view.Query), city, out var filter, out var fault))
        {
            return Query.Wrong("query", fault!.Sentence);
        }

        return await views.KeepAsync(actor.Name, name, (filter with { Page = 1 }).ToQuery(), view.Shared, cancellation) switch
        {
            (var kept, true) => Results.Created($"/api/views/{kept.Id}", kept),
            (var kept, false) => Results.Ok(kept),
            null => Results.Problem(Say.Of("view.name.taken", name), statusCode: 409),
        };
    }
}
