using System.Globalization;
using System.Text;
using Npgsql;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Service;

namespace Qingyang.Investment.Lists;

/// <summary>
/// SQL of a filter. The tables: s where it stands, e who it is, a what goes on with it, c who is in charge. Only those that the filter
/// or the order asks about are joined: the counts of an unfiltered list are an index of s alone.
/// </summary>
internal sealed class ListSql
{
    public const string Standing = $"{FunnelSpans.TableName} s";
    public const string StillOpen = "s.known_until = 9223372036854775807";   // SpanFold.Open
    public const string Identity = $"join {EnterpriseList.TableName} e on e.id = s.enterprise_id";
    public const string Activity = $"join {EnterpriseActivity.TableName} a on a.enterprise_id = s.enterprise_id";

    private readonly ListFilter filter;
    private readonly NpgsqlParameterCollection parameters;
    private readonly List<string> conditions = [StillOpen];
    private bool asksWho, asksActivity, asksInCharge;

    public ListSql(ListFilter filter, DateOnly today, NpgsqlCommand command)
    {
        (this.filter, parameters) = (filter, command.Parameters);
        Today = Parameter(today);
        Equal("s.county", filter.County);
        Equal("s.chain", filter.Chain);
        Equal("s.source", filter.Source);
        Equal($"coalesce(s.origin, '{FunnelQuestion.Blank}')", filter.Origin);
        InCharge("c.lead_official", filter.Official);
        InCharge("c.task_force", filter.TaskForce);
        Where(filter.Reached, x => x == Stage.Registered ? "true" : $"s.{DayOf(x)} is not null");
        Where(filter.Q, x => $"e.name ilike {Parameter($"%{Escaped(x)}%")}", ref asksWho);
        Where(filter.ContactedFrom, x => $"a.last_contact_on >= {Parameter(x)}", ref asksActivity);
        Where(filter.ContactedTo, x => $"a.last_contact_on <= {Parameter(x)}", ref asksActivity);
        Where(filter.Quiet, x => $"(a.last_contact_on is null or a.last_contact_on <= {Parameter(today.AddDays(-x))})", ref asksActivity);
        Where(filter.Due, x => x switch
        {
            Due.Today => $"a.next_step_on = {Today}",
            Due.Week => $"a.next_step_on between {Today} and {Parameter(today.AddDays(6))}",
            Due.Late => $"a.next_step_on < {Today}",
            _ => throw new ArgumentOutOfRangeException(nameof(filter), x, "No such day."),
        }, ref asksActivity);
    }

    /// <summary>The parameter that holds today.</summary>
    public string Today { get; }

    /// <summary>The stage at which it stands just now, as a number.</summary>
    public static string StageNow => "case when s.landed_on is not null then 3 when s.signed_on is not null then 2 when s.contacted_on is not null then 1 else 0 end";

    /// <summary>From and where of everything that the filter asks for, but for the stage.</summary>
    public string Matching => From(forOrder: false) + Conditions;

    /// <summary>From and where of the enterprises that the list shows, with what their order needs.</summary>
    public string Listed => From(forOrder: true) + Conditions + (filter.Stage is { } stage ? string.Create(CultureInfo.InvariantCulture, $" and {StageNow} = {(int)stage}") : "");

    /// <summary>From and where of the enterprises that the list shows, with all four tables.</summary>
    public string ListedWithAll
    {
        get
        {
            asksWho = asksActivity = asksInCharge = true;

            return Listed;
        }
    }

    /// <summary>The last one of one key is the first of the other direction: who is equal follows by id, which is by the time of registration.</summary>
    public string Order
    {
        get
        {
            var (direction, opposite) = filter.Descending ? ("desc", "asc") : ("asc", "desc");
            var key = filter.Sort switch
            {
                SortBy.Name => $"e.name collate \"zh-x-icu\" {direction}",
                SortBy.LastContact => $"a.last_contact_on {direction} nulls last",
                SortBy.Quiet => $"a.last_contact_on {opposite} nulls {(filter.Descending ? "first" : "last")}",
                SortBy.Amount => $"a.amount {direction}",
                SortBy.Contacted => $"s.contacted_on {direction} nulls last",
                SortBy.Signed => $"s.signed_on {direction} nulls last",
                SortBy.Landed => $"s.landed_on {direction} nulls last",
                _ => throw new InvalidOperationException(filter.Sort.ToString()),
            };

            return $"{key}, s.enterprise_id {direction}";
        }
    }

    /// <summary>A later start hands over; one that ended does not come back (see <c>InCharge</c>).</summary>
    public string InChargeOfOne => $"left join lateral (select * from {Assignments.TableName} x where x.enterprise_id = s.enterprise_id and x.starts <= {Today} order by x.starts desc, x.known_from desc limit 1) c on c.ends is null or c.ends > {Today}";

    private string InChargeOfAll => $"left join (select distinct on (enterprise_id) * from {Assignments.TableName} where starts <= {Today} order by enterprise_id, starts desc, known_from desc) c on c.enterprise_id = s.enterprise_id and (c.ends is null or c.ends > {Today})";

    private string Conditions => " where " + string.Join(" and ", conditions);

    public string Parameter<T>(T value)
    {
        parameters.Add(new NpgsqlParameter<T> { TypedValue = value });

        return string.Create(CultureInfo.InvariantCulture, $"${parameters.Count}");
    }

    private string From(bool forOrder)
    {
        var from = new StringBuilder($"from {Standing}");

        if (asksWho || (forOrder && filter.Sort == SortBy.Name))
        {
            from.Append(' ').Append(Identity);
        }

        if (asksActivity || (forOrder && filter.Sort is SortBy.LastContact or SortBy.Quiet or SortBy.Amount))
        {
            from.Append(' ').Append(Activity);
        }

        return asksInCharge ? from.Append(' ').Append(InChargeOfAll).ToString() : from.ToString();
    }

    private void Equal(string column, string? value) => Where(value, x => $"{column} = {Parameter(x)}");

    private void InCharge(string column, string? value) => Where(value, x => x == ListFilter.Nobody ? $"{column} is null" : $"{column} = {Parameter(x)}", ref asksInCharge);

    private void Where<T>(T? value, Func<T, string> condition) where T : class
    {
        if (value is not null)
        {
            conditions.Add(condition(value));
        }
    }

    private void Where(Stage? value, Func<Stage, string> condition)
    {
        if (value is { } stage)
        {
            conditions.Add(condition(stage));
        }
    }

    private void Where<T>(T? value, Func<T, string> condition, ref bool asks) where T : class
    {
        asks |= value is not null;
        Where(value, condition);
    }

    private void Where<T>(T? value, Func<T, string> condition, ref bool asks) where T : struct
    {
        if (value is { } given)
        {
            asks = true;
            conditions.Add(condition(given));
        }
    }

    private static string DayOf(Stage stage) => $"{stage}_on".ToLowerInvariant();

    private static string Escaped(string words) => words.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}
