using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Web.Pages.Frame;

/// <summary>One entry of the menu. Text and group are keys of the layout's resources.</summary>
public sealed record MenuEntry(string Href, string Text, string Icon, Right Right = Right.Read, string? Group = null, bool IsMain = false);

/// <summary>What the menu offers to whom: what somebody may not do is not offered.</summary>
public static class Menu
{
    private static readonly MenuEntry[] All =
    [
        new("/", "overview", "home"),
        new("/enterprises", "enterprises", "list"),
        new("/board", "board", "board"),
        new("/contact", "contact", "plus", Right.Record),
        new("/ledgers", "ledgers", "upload"),
        new("/assignments", "assignments", "users"),
        new("/audit", "audit", "check"),
        new("/wall", "wall", "screen"),
        new("/accounts", "accounts", "users", Right.ManageAccounts, "administration"),
        new("/webhooks", "webhooks", "link", Right.Operate),
        new("/operations", "operations", "chart", Right.Operate),
        new("/api/docs", "api", "code", Group: "programs"),
    ];

    public static IEnumerable<MenuEntry> For(Actor actor) => All.Where(x => actor.May(x.Right));

    /// <summary>The five of the bar at the bottom of a phone.</summary>
    public static IEnumerable<MenuEntry> Below(Actor actor) =>
    [
        All[0], All[1],
        actor.May(Right.Record) ? All[3] with { IsMain = true } : All[2],
        All[4], new("/me", "me", "user"),
    ];
}
