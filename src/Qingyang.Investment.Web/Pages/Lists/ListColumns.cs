using Qingyang.Investment.Lists;

namespace Qingyang.Investment.Web.Pages.Lists;

/// <summary>A column of the list. What is not essential is left out on a phone.</summary>
public sealed record ListColumn(string Name, Func<ListedEnterprise, string?> Text, SortBy? Sort = null, bool IsNumber = false, bool IsEssential = false);

/// <summary>What the list can show beside the name: all of what is known of an enterprise in it.</summary>
public static class ListColumns
{
    public const string Stage = "stage";

    private const string Name = "name";

    public static readonly IReadOnlyList<ListColumn> All =
    [
        new("creditCode", x => x.CreditCode), new("county", x => x.County, IsEssential: true), new("chain", x => x.Chain), new("source", x => x.Source), new("origin", x => x.Origin),
        new(Stage, x => x.Stage, IsEssential: true),
        new("contactedOn", x => Day(x.ContactedOn), SortBy.Contacted), new("signedOn", x => Day(x.SignedOn), SortBy.Signed), new("landedOn", x => Day(x.LandedOn), SortBy.Landed),
        new("contacts", x => Show.Number(x.Contacts), IsNumber: true),
        new("lastContactOn", x => Day(x.LastContactOn), SortBy.LastContact, IsEssential: true), new("lastContactBy", x => x.LastContactBy),
        new("nextStep", x => x.NextStep), new("nextStepOn", x => Day(x.NextStepOn), IsEssential: true),
        new("agreements", x => Show.Number(x.Agreements), IsNumber: true), new("amount", x => x.Amount == 0 ? null : Show.Amount(x.Amount), SortBy.Amount, IsNumber: true),
        new("official", x => x.Official, IsEssential: true), new("post", x => x.Post), new("taskForce", x => x.TaskForce), new("assignedSince", x => Day(x.AssignedSince)),
    ];

    private static readonly string[] Usual = ["county", "chain", Stage, "lastContactOn", "nextStepOn", "amount", "official", "taskForce"];

    public static IReadOnlyList<ListColumn> Of(ListFilter filter) =>
        [.. (filter.Columns.IsEmpty ? Usual : filter.Columns.AsEnumerable()).Select(x => All.FirstOrDefault(c => c.Name == x)).OfType<ListColumn>()];

    /// <summary>The name is always there: it need not be said, but where it is all there is. The usual ones need not be said either.</summary>
    public static ListFilter Tidy(ListFilter filter)
    {
        var others = filter.Columns.Where(x => x != Name).ToList();

        return filter with { Columns = others.SequenceEqual(Usual) ? [] : others.Count > 0 ? [.. others] : filter.Columns };
    }

    /// <summary>What a click on its head asks for: the other direction, or the one in which people look for it first.</summary>
    public static ListFilter SortedBy(ListFilter filter, SortBy sort) =>
        filter with { Sort = sort, Descending = filter.Sort == sort ? !filter.Descending : sort != SortBy.Name, Page = 1 };

    /// <summary>For <c>aria-sort</c>.</summary>
    public static string? DirectionOf(ListFilter filter, SortBy? sort) => sort != filter.Sort ? null : filter.Descending ? "descending" : "ascending";

    private static string? Day(DateOnly? day) => day is null ? null : Show.Day(day);
}
