using Qingyang.Investment.Platform.EmbeddedPostgres;

namespace Qingyang.Investment.Specs.Platform;

/// <summary>On a small disk made of memory: only root can mount one.</summary>
[Collection("Embedded PostgreSQL")]
public sealed class FillingTheDisk
{
    public static TheoryData<int> Majors => StartingTheEmbeddedPostgres.Majors;

    [Theory, MemberData(nameof(Majors))]
    public async Task Leaves_no_half_made_cluster(int major)
    {
        await using var disk = await SmallDisk.MountAsync("20m");
        var settings = new ClusterSettings(Path.Combine(disk.Folder, "data"), InstalledPostgres.ByMajor[major]);

        (await OwnFolder.RefusedAsync(settings)).ShouldContain("磁盘已满");

        Directory.Exists(Path.Combine(settings.DataFolder, "pg")).ShouldBeFalse();
        Directory.EnumerateFiles(settings.DataFolder, "*", SearchOption.AllDirectories).Sum(x => new FileInfo(x).Length).ShouldBe(0);
    }

    [Fact]
    public async Task Refuses_to_start_until_there_is_room_again_and_loses_nothing()
    {
        await using var disk = await SmallDisk.MountAsync("300m");
        var settings = new ClusterSettings(Path.Combine(disk.Folder, "data"));

        await using (var cluster = await OwnFolder.StartAsync(settings))
        {
            await OwnFolder.DoAsync(cluster, "create table kept as select 1 as number");
        }

        var filler = await disk.FillAsync();
        (await OwnFolder.RefusedAsync(settings)).ShouldContain("磁盘已满");
        File.Delete(filler);

        await using var again = await OwnFolder.StartAsync(settings);
        (await OwnFolder.AskAsync<int>(again, "select number from kept")).ShouldBe(1);
    }

    private sealed class SmallDisk : IAsyncDisposable
    {
        private readonly OwnFolder _own = new();

        public string Folder => _own.Parent;

        public static async Task<SmallDisk> MountAsync(string size)
        {
            Assert.SkipUnless(Environment.IsPrivilegedProcess && OperatingSystem.IsLinux(), "only root can mount a small disk");
            var disk = new SmallDisk();

            if (await Living.RunAsync("mount", "-t", "tmpfs", "-o", $"size={size},mode=755", "tmpfs", disk.Folder) != 0)
            {
                await disk._own.DisposeAsync();
                Assert.Skip("root may not mount here (a container without CAP_SYS_ADMIN)");
            }

            return disk;
        }

        public async Task<string> FillAsync()
        {
            var filler = Path.Combine(Folder, "filler");
            (await Living.RunAsync("dd", "if=/dev/zero", $"of={filler}", "bs=4k")).ShouldNotBe(0); // it ends when the disk is full

            return filler;
        }

        public async ValueTask DisposeAsync()
        {
            await Living.RunAsync("umount", "-l", Folder);
            await _own.DisposeAsync();
        }
    }
}
