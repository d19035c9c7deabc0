using Qingyang.Investment.Platform;
using Weasel.Postgresql.Tables;

namespace Qingyang.Investment.Webhooks;

/// <summary>A place that wants to be told of events (事件推送). Where there are <paramref name="Types"/>, only of those.</summary>
/// <param name="Position">The log position up to which it was told.</param>
/// <param name="Behind">How many settled events it is still to be told of.</param>
/// <param name="Failures">In a row, since it was last told of something.</param>
public sealed record Webhook(
    Guid Id, string Url, IReadOnlyList<string>? Types, bool Paused, long Position, long Behind, int Failures, string? LastError, DateTimeOffset? NextTry, DateTimeOffset CreatedAt, string CreatedBy);

/// <summary>Webhooks, each with a position of its own. The secret stands here as it is: signing needs it.</summary>
public static class WebhookTable
{
    public const string Name = EventStore.Schema + ".webhooks";

    public static Table Table()
    {
        var table = new Table(Name);
        table.AddColumn<Guid>("id").AsPrimaryKey();
        table.AddColumn<string>("digest").NotNull();
        table.AddColumn<string>("url").NotNull();
        table.AddColumn("types", "text[]");
        table.AddColumn<string>("secret").NotNull();
        table.AddColumn<long>("position").NotNull();
        table.AddColumn<bool>("paused").NotNull().DefaultValueByExpression("false");
        table.AddColumn<int>("failures").NotNull().DefaultValueByExpression("0");
        table.AddColumn<string>("last_error");
        table.AddColumn<DateTimeOffset>("next_try");
        table.AddColumn<DateTimeOffset>("created_at").NotNull().DefaultValueByExpression("now()");
        table.AddColumn<string>("created_by").NotNull();

        return table;
    }
}
