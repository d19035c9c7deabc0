using System.Globalization;
using Qingyang.Investment.Lists;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Web.Pages.Lists;

/// <summary>One part of a filter that is in force, and the list without it. A word is a key of the page's resources; a value stands as it is.</summary>
public sealed record ListChip(string Name, string? Value, string? Word, ListFilter Without)
{
    public static IEnumerable<ListChip> Of(ListFilter filter, City city)
    {
        var whole = filter with { Page = 1 };

        return new ListChip[]
        {
            new("q", filter.Q, null, whole with { Q = null }),
            new("county", filter.County is { } code ? city.NameOf(code) : null, null, whole with { County = null }),
            new("chain", filter.Chain, null, whole with { Chain = null }),
            new("source", filter.Source, null, whole with { Source = null }),
            new("origin", filter.Origin, null, whole with { Origin = null }),
            new("stage", null, filter.Stage is { } at ? "stage." + Key(at) : null, whole with { Stage = null }),
            new("reached", null, filter.Reached is { } reached ? "stage." + Key(reached) : null, whole with { Reached = null }),
            new("official", Named(filter.Official), NobodyOf(filter.Official), whole with { Official = null }),
            new("taskForce", Named(filter.TaskForce), NobodyOf(filter.TaskForce), whole with { TaskForce = null }),
            new("contactedFrom", filter.ContactedFrom is { } from ? Show.Day(from) : null, null, whole with { ContactedFrom = null }),
            new("contactedTo", filter.ContactedTo is { } to ? Show.Day(to) : null, null, whole with { ContactedTo = null }),
            new("quiet", filter.Quiet?.ToString(CultureInfo.InvariantCulture), null, whole with { Quiet = null }),
            new("due", null, filter.Due is { } due ? "due." + Key(due) : null, whole with { Due = null }),
        }.Where(x => (x.Value ?? x.Word) is not null);
    }

    private static string? Named(string? who) => who == ListFilter.Nobody ? null : who;

    private static string? NobodyOf(string? who) => who == ListFilter.Nobody ? "nobody" : null;

    private static string Key<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
