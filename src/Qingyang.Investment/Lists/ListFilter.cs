using System.Collections.Immutable;
using Microsoft.Extensions.Primitives;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Lists;

/// <summary>When the next step is due: today, within seven days from today on, or in the past.</summary>
public enum Due
{
    Today,
    Week,
    Late,
}

/// <summary>By what a list is sorted. Quiet is how long nobody has been in contact; who never was has been quiet the longest.</summary>
public enum SortBy
{
    Name,
    LastContact,
    Contacted,
    Signed,
    Landed,
    Amount,
    Quiet,
}

/// <summary>What is wrong with a filter: which parameter, and a sentence that says how it should be.</summary>
public sealed record ListFault(string Field, string Sentence);

/// <summary>
/// Which enterprises a list shows, in which order. It is the address: <see cref="TryParse"/> reads one, <see cref="ToQuery"/> writes the one
/// way to say it; links, saved views, exports and bulk work all go through here.
/// </summary>
public sealed record ListFilter
{
    /// <summary>Stands where nobody is in charge.</summary>
    public const string Nobody = "-";

    /// <summary>What the enterprise's name contains.</summary>
    public string? Q { get; init; }

    /// <summary>A GB/T 2260 code.</summary>
    public string? County { get; init; }

    public string? Chain { get; init; }

    public string? Source { get; init; }

    public string? Origin { get; init; }

    /// <summary>Just there now.</summary>
    public Stage? Stage { get; init; }

    /// <summary>There or further.</summary>
    public Stage? Reached { get; init; }

    /// <summary>Who leads today; <see cref="Nobody"/> for those without anybody.</summary>
    public string? Official { get; init; }

    public string? TaskForce { get; init; }

    /// <summary>The day of the last contact, from this one on.</summary>
    public DateOnly? ContactedFrom { get; init; }

    public DateOnly? ContactedTo { get; init; }

    /// <summary>No contact for so many days.</summary>
    public int? Quiet { get; init; }

    public Due? Due { get; init; }

    public SortBy Sort { get; init; } = SortBy.Name;

    public bool Descending { get; init; }

    /// <summary>Which columns to show, in this order; none for the usual ones. Kept with a view; the answer always has all.</summary>
    public ImmutableArray<string> Columns { get; init; } = [];

    /// <summary>As a board by stage, not as a table.</summary>
    public bool Board { get; init; }

    public int Page { get; init; } = 1;

    public int Size { get; init; } = Query.UsualPage;

    /// <summary>The names of all parameters. An address may have others, which are not the list's.</summary>
    public static IReadOnlyCollection<string> Names => ListParameters.Names;

    /// <summary>Reads a query as ASP.NET Core holds it. What is empty is not asked for; what nobody knows is refused, lest a slip of the pen shows everything.</summary>
    public static bool TryParse(IEnumerable<KeyValuePair<string, StringValues>> query, City city, out ListFilter filter, out ListFault? fault)
    {
        (filter, fault) = ListParameters.Read(query, city);

        return fault is null;
    }

    /// <summary>The one way to write it: without what is as usual, in a fixed order, without a question mark.</summary>
    public string ToQuery() => ListParameters.Write(this);

    // A record compares an immutable array by the place where it lies.
    public bool Equals(ListFilter? other) => other is not null && ToQuery() == other.ToQuery();

    public override int GetHashCode() => ToQuery().GetHashCode(StringComparison.Ordinal);
}
