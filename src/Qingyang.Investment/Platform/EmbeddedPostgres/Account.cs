using System.Globalization;

namespace Qingyang.Investment.Platform.EmbeddedPostgres;

/// <summary>The ordinary account that PostgreSQL runs as when we are root, which it refuses to be.</summary>
public sealed record Account(string Name, uint Uid, uint Gid)
{
    /// <summary>
    /// The owner of data that exists, else the first of qingyang, postgres and nobody; null when there is none but root.
    /// </summary>
    /// <param name="passwd">The lines of /etc/passwd.</param>
    /// <param name="ownerOfData">Null when there is no data yet.</param>
    public static Account? Choose(IEnumerable<string> passwd, uint? ownerOfData)
    {
        var accounts = passwd.Select(Read).OfType<Account>().Where(x => x.Uid != 0).ToList();

        return ownerOfData is { } uid
            ? accounts.Find(x => x.Uid == uid)
            : ((string[])["qingyang", "postgres", "nobody"])
                .Select(name => accounts.Find(x => string.Equals(x.Name, name, StringComparison.Ordinal)))
                .FirstOrDefault(x => x is not null);
    }

    // macOS writes nobody's uid as -2.
    private static Account? Read(string line) =>
        line.Split(':') is [var name, _, var uid, var gid, ..]
        && long.TryParse(uid, CultureInfo.InvariantCulture, out var u) && long.TryParse(gid, CultureInfo.InvariantCulture, out var g)
            ? new Account(name, unchecked((uint)u), unchecked((uint)g))
            : null;
}
