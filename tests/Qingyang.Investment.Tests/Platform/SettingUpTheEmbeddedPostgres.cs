using System.Text;
using Qingyang.Investment.Platform.EmbeddedPostgres;

namespace Qingyang.Investment.Tests.Platform;

public sealed class SettingUpTheEmbeddedPostgres
{
    private static readonly string[] Passwd =
    [
        "root:x:0:0:root:/root:/bin/bash", "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin",
        "postgres:x:101:104::/var/lib/postgresql:/bin/bash", "li:x:1000:1000::/home/li:/bin/sh", "", "# a comment",
    ];

    [Theory]
    [InlineData(null, null, false, false, "/home/li/.local/share/qingyang")]
    [InlineData(null, "/data", false, false, "/data/qingyang")]
    [InlineData(null, "relative", false, false, "/home/li/.local/share/qingyang")]
    [InlineData(null, "/data", false, true, "/home/li/Library/Application Support/qingyang")]
    [InlineData(null, "/data", true, false, "/var/lib/qingyang")]
    [InlineData("/srv/qy", "/data", true, false, "/srv/qy")]
    [InlineData(" ", null, true, false, "/var/lib/qingyang")]
    public void Puts_the_data_where_the_user_says_or_the_system_expects(string? given, string? xdg, bool root, bool mac, string folder)
    {
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["QY_DATA"] = given, ["XDG_DATA_HOME"] = xdg };

        var settings = ClusterSettings.From(environment.GetValueOrDefault, "/home/li", root, mac);

        settings.DataFolder.ShouldBe(folder);
        settings.ProgramsFolder.ShouldBeNull();
    }

    [Fact]
    public void Takes_the_programs_that_the_user_names() =>
        ClusterSettings.From(_ => "/x", "/home/li", root: false, mac: false)
            .ProgramsFolder.ShouldBe("/x");

    [Theory]
    [InlineData(null, "postgres")]
    [InlineData(1000u, "li")]
    [InlineData(4711u, null)]
    [InlineData(0u, null)]
    public void Runs_for_root_as_the_owner_of_the_data_or_the_first_ordinary_account(uint? owner, string? name) =>
        (Account.Choose(Passwd, owner)?.Name).ShouldBe(name);

    [Fact]
    public void Prefers_an_account_of_its_own() =>
        Account.Choose(Passwd.Append("qingyang:x:900:900::/:/bin/false"), null).ShouldBe(new Account("qingyang", 900, 900));

    [Fact]
    public void Finds_no_account_when_there_is_only_root() => Account.Choose(Passwd[..1], null).ShouldBeNull();

    [Theory]
    [InlineData("drwx------ 2 101 104 4096 Nov 23 07:16 /tmp/x", 101u, true)]
    [InlineData("drwxr-xr-x+ 2 0 0 4096 Nov 23 07:16 /tmp/x", 0u, true)]
    [InlineData("drwxrwx--- 2 101 104 4096 Nov 23 07:16 /tmp/x", 101u, false)]
    [InlineData("drwxrwxrwt 2 0 0 4096 Nov 23 07:16 /tmp", 0u, false)]
    public void Reads_whose_a_folder_is(string line, uint uid, bool safe) => FolderOwner.Parse(line).ShouldBe(new FolderOwner(uid, safe));

    [Theory]
    [InlineData("lrwxrwxrwx 1 0 0 4 Nov 23 07:16 /tmp/x -> /etc")]
    [InlineData("-rw------- 1 0 0 4 Nov 23 07:16 /tmp/x")]
    [InlineData("")]
    public void Takes_no_link_for_a_folder(string line) => FolderOwner.Parse(line).ShouldBeNull();

    [Theory]
    [InlineData("/var/lib/qingyang", "/var/lib/qingyang/run")]
    [InlineData("/Users/li/Library/Application Support/qingyang", "/Users/li/Library/Application Support/qingyang/run")]
    [InlineData("/srv/a,b", "/tmp/qingyang-")]
    [InlineData("/srv/深深深深深深深深深深深深深深深深深深深深深深深深深深深深", "/tmp/qingyang-")]
    public void Keeps_the_socket_short_enough_for_the_kernel(string folder, string sockets)
    {
        ClusterFolder.SocketsOf(folder).ShouldStartWith(sockets);
        Encoding.UTF8.GetByteCount(ClusterFolder.SocketsOf(folder) + "/.s.PGSQL.5432").ShouldBeLessThanOrEqualTo(103);
    }

    [Theory]
    [InlineData(15, false, "--locale=C.UTF-8")]
    [InlineData(18, false, "--locale=C.UTF-8 --locale-provider=builtin --builtin-locale=C.UTF-8")]
    [InlineData(18, true, "--locale=C --lc-ctype=en_US.UTF-8 --locale-provider=builtin --builtin-locale=C.UTF-8")]
    public void Sorts_by_code_point_whatever_the_system_does(int major, bool mac, string arguments) =>
        string.Join(' ', ServerConfiguration.InitArguments("/d", "r", major, mac)).ShouldEndWith("--auth-host=reject " + arguments);

    [Fact]
    public void Lets_in_the_accounts_it_runs_as_and_root_and_no_one_else() =>
        ServerConfiguration.Accounts("qingyang", "postgres").ShouldBe("qingyang \"postgres\" qingyang\nqingyang \"root\" qingyang\n");
}
