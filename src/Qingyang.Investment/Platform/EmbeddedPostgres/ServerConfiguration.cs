namespace Qingyang.Investment.Platform.EmbeddedPostgres;

/// <summary>The texts that make a plain cluster ours: nothing listens on the network, nothing has a password, nothing is lost.</summary>
public static class ServerConfiguration
{
    /// <summary>Never seen on a network: it only names the socket, .s.PGSQL.5432.</summary>
    public const int Port = 5432;

    public const string FileName = "qingyang.conf";

    /// <summary>https://www.postgresql.org/docs/18/pgprewarm.html</summary>
    public const string Prewarm = "pg_prewarm";

    /// <summary>macOS has no C.UTF-8; plain C would break pg_trgm for Chinese.</summary>
    public static string Locale { get; } = OperatingSystem.IsMacOS() ? "en_US.UTF-8" : "C.UTF-8";

    /// <summary>
    /// Sorted by code point, so that an upgrade of the system's locales cannot spoil an index; names are sorted for people with
    /// COLLATE "zh-x-icu". From 17 on PostgreSQL brings that order along.
    /// </summary>
    public static IReadOnlyList<string> InitArguments(string folder, string role, int major, bool mac) =>
    [
        "-D", folder, "-U", role, "-E", "UTF8", "--data-checksums", "--auth-local=peer", "--auth-host=reject",
        .. mac ? (string[])["--locale=C", "--lc-ctype=en_US.UTF-8"] : ["--locale=C.UTF-8"],
        .. major >= 17 ? (string[])["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] : [],
    ];

    // 100 connections: a server and a command-line command with full pools of 40 each, and some for people.
    // What was read before a restart is read back at once: nobody's first question after it waits for the disk.
    public static string Settings(string sockets, bool prewarm) => $"""
        # Written at every start; put what shall stay into postgresql.auto.conf (ALTER SYSTEM).
        listen_addresses = ''
        port = {Port}
        unix_socket_directories = '{sockets.Replace("'", "''", StringComparison.Ordinal)}'
        unix_socket_permissions = 0700
        max_connections = 100

        fsync = on
        full_page_writes = on
        synchronous_commit = on
        wal_level = replica
        wal_compression = on
        max_wal_size = 2GB
        shared_buffers = 256MB
        shared_preload_libraries = '{(prewarm ? Prewarm : "")}'
        jit = off
        autovacuum_naptime = 10s
        random_page_cost = 1.1

        timezone = 'UTC'
        log_timezone = 'UTC'
        lc_messages = 'C'
        idle_in_transaction_session_timeout = '60s'

        logging_collector = on
        log_directory = 'log'
        log_filename = 'pg-%a.log'
        log_truncate_on_rotation = on
        log_rotation_age = 1d
        log_rotation_size = 0
        log_min_duration_statement = '500ms'

        """;

    /// <summary>The kernel says which account is at the other end of the socket: there is no password that could leak.</summary>
    public const string Authentication = "local all all peer map=qingyang\n";

    /// <summary>root may always come: it could read the files anyway, and an administrator's command must be able to join.</summary>
    public static string Accounts(string role, params IEnumerable<string> accounts) =>
        string.Concat(accounts.Append("root").Distinct(StringComparer.Ordinal).Select(account => $"qingyang \"{account}\" {role}\n"));
}
