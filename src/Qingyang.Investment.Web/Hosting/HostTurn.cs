using Qingyang.Investment.Platform.EmbeddedPostgres;

namespace Qingyang.Investment.Web.Hosting;

/// <summary>
/// On the embedded database one process at a time does the background work: a server, or a command that started one for itself.
/// The others wait for their turn. The lock dies with its process.
/// </summary>
public static class HostTurn
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    /// <summary>The turn, to be given back at the end; null where a server was announced meanwhile, which does the work.</summary>
    public static async Task<IDisposable?> TakeAsync(Func<CancellationToken, Task<bool>> announced, CancellationToken cancellation)
    {
        var file = Path.Combine(ClusterSettings.FromEnvironment().DataFolder, "host.lock");

        for (var started = TimeProvider.System.GetTimestamp(); ; await Task.Delay(Pause, cancellation))
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (TimeProvider.System.GetElapsedTime(started) < Patience)
            {
                if (await announced(cancellation))
                {
                    return null;
                }
            }
            catch (IOException)
            {
                throw new CannotRunException("另一个命令一直占用着这个数据文件夹，请等它结束再试。");
            }
        }
    }
}
