using Qingyang.Investment.Funnel;
using Qingyang.Investment.Lists;

namespace Qingyang.Investment.Web.Pages.Lists;

/// <summary>
/// What moving a card means. A stage is not set: it follows from what happened, so a card moves by the form of the fact that belongs
/// to the next stage, and any other move is refused with its reason.
/// </summary>
public static class BoardMoves
{
    public const string Back = "back", Ahead = "ahead";

    /// <summary>The form that takes an enterprise from the stage before to this one.</summary>
    public static string? ActionTo(Stage stage) => stage switch
    {
        Stage.Contacted => "contact",
        Stage.Signed => "agreement",
        Stage.Landed => "milestone",
        _ => null,
    };

    /// <summary>Why a card does not move there: a key of the page's resources; null where it does, or is there already.</summary>
    public static string? RefusalOf(Stage from, Stage to) => to < from ? Back : to > from + 1 ? Ahead : null;

    /// <summary>Where moving it leads to: the form, or the same board that tells why not.</summary>
    public static string LinkOf(ListedEnterprise card, Stage to, ListFilter filter)
    {
        if (RefusalOf(Enum.Parse<Stage>(card.Stage, ignoreCase: true), to) is { } reason)
        {
            var board = ListAddress.Of(filter);

            return $"{board}{(board.Contains('?', StringComparison.Ordinal) ? '&' : '?')}refused={reason}";
        }

        return $"/enterprises/{card.Id}/{ActionTo(to)}?in={Uri.EscapeDataString((filter with { Page = 1 }).ToQuery())}";
    }
}
