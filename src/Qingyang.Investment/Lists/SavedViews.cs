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

    public const int LongestName = 50;

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

    private const string Tag = "名单";

    private static readonly SavedView Example = new(Examples.Other, "赵敏", "环县很久没联系的", "county=621022&sort=-quiet", Shared: false, 1);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/api/views", async (Actor actor, SavedViews views, CancellationToken cancellation) =>
            Results.Ok(await views.OfAsync(actor.Name, cancellation)))
            .Tells(Tag, "常用名单", "自己保存的在前，然后是别人共享的。").Answers(new[] { Example }).Refuses(503);
        api.MapPost("/api/views", PostAsync)
            .Tells(Tag, "保存常用名单", "query 就是名单地址里的筛选。内容相同的再发一次，回答 200，不会重复。")
            .Takes(new KeepView(Example.Name, Example.Query)).Answers(Example, 201).Answers(Example).Refuses(400, 409, 415, 503);
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
        }).Tells(Tag, "删除自己的常用名单").Means("id", "名单编号。", Examples.Other).Produces(204).Refuses(404, 503);
    }

    /// <summary>What is to be kept, as it is kept: the name tidied, the query in its one way of being written. Null with a fault where it cannot be.</summary>
    public static (string Name, string Query)? Read(KeepView view, City city, out ListFault? fault)
    {
        if (Spelling.TidyOrNull(view.Name) is not { Length: <= LongestName } name || Spelling.Key(name).Length == 0)
        {
            fault = new ListFault("name", Say.Of("view.name"));

            return null;
        }

        return ListFilter.TryParse(QueryHelpers.ParseQuery(view.Query), city, out var filter, out fault) ? (name, (filter with { Page = 1 }).ToQuery()) : null;
    }

    public static string Taken(string name) => Say.Of("view.name.taken", name);

    private static async Task<IResult> PostAsync(KeepView view, City city, Actor actor, SavedViews views, CancellationToken cancellation)
    {
        if (Read(view, city, out var fault) is not var (name, query))
        {
            return Query.Wrong(fault!.Field is "name" ? "name" : "query", fault.Sentence);
        }

        return await views.KeepAsync(actor.Name, name, query, view.Shared, cancellation) switch
        {
            (var kept, true) => Results.Created($"/api/views/{kept.Id}", kept),
            (var kept, false) => Results.Ok(kept),
            null => Results.Problem(Taken(name), statusCode: 409),
        };
    }
}
