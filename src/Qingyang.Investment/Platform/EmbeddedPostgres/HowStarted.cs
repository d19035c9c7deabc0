namespace Qingyang.Investment.Platform.EmbeddedPostgres;

/// <summary>What this process found when it asked for the server (启动方式).</summary>
public enum HowStarted
{
    /// <summary>No data yet: a new cluster was made.</summary>
    Created,

    /// <summary>The data was left in order by the last one.</summary>
    Started,

    /// <summary>The server had been killed; PostgreSQL replayed its write-ahead log.</summary>
    Recovered,

    /// <summary>The server was running although nobody used it: its last user was killed.</summary>
    Adopted,

    /// <summary>The server was running for another process.</summary>
    Joined,
}
