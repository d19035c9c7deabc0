using Qingyang.Investment.Platform;

namespace Qingyang.Investment.People;

/// <summary>An account as it is told once, when it is made.</summary>
public sealed record Handed(string Name, Role Role, string Password)
{
    public override string ToString() => Name;
}

/// <summary>The accounts that a store starts with: one administrator; for a demo, one of each role.</summary>
public sealed class FirstAccounts(Accounts accounts)
{
    public const string Administrator = "管理员";

    public static readonly IReadOnlyList<(string Name, Role Role)> Demo = [("演示专员", Role.Staff), ("演示领导", Role.Leader), ("演示审计员", Role.Auditor), ("演示管理员", Role.Administrator)];

    /// <summary>Those that were made now, with their passwords. Of several nodes that start at once, one makes them.</summary>
    public async Task<IReadOnlyList<Handed>> MakeAsync(bool demo, CancellationToken cancellation)
    {
        var made = new List<Handed>();

        if (await accounts.AllAsync(cancellation) is [])
        {
            await MakeAsync(Administrator, Role.Administrator);
        }

        foreach (var (name, role) in demo ? Demo : [])
        {
            await MakeAsync(name, role);
        }

        return made;

        async Task MakeAsync(string name, Role role)
        {
            var password = Passwords.New();

            if (await accounts.AddAsync(name, role, password, by: null, cancellation))
            {
                made.Add(new Handed(name, role, password));
            }
        }
    }
}
