namespace Qingyang.Investment.Service;

/// <summary>Who is in charge of one enterprise, worked out from its assignments in the order in which they were entered.</summary>
public static class ServiceTeams
{
    /// <summary>
    /// The assignment with the latest start by that day (of two with one start, the one entered later), unless it has ended; the same
    /// rule as <see cref="InCharge"/> asks the database by.
    /// </summary>
    public static ServiceTeamAssigned? On(DateOnly day, IEnumerable<ServiceTeamAssigned> assignments)
    {
        ServiceTeamAssigned? latest = null;

        foreach (var x in assignments.Where(x => x.Starts <= day))
        {
            latest = latest is null || x.Starts >= latest.Starts ? x : latest;
        }

        return latest is { Ends: { } ends } && ends <= day ? null : latest;
    }
}
