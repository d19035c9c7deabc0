using System.Diagnostics;
using Npgsql;
using Qingyang.Investment.Audit.Log;

namespace Qingyang.Investment.Specs.Victim;

/// <summary>Seals a log in batches of three, and dies by SIGKILL the moment it comes to a step.</summary>
internal static class SealingVictim
{
    public static async Task<int> RunAsync(string connection, string anchor, string step)
    {
        var last = Enum.Parse<SealingStep>(step);
        await using var database = NpgsqlDataSource.Create(connection);
        var settings = new SealingSettings
        {
            Batch = 3,
            Pause = TimeSpan.Zero,
            CheckpointEvery = TimeSpan.Zero,
            At = x =>
            {
                if (x == last)
                {
                    Process.GetCurrentProcess().Kill();
                    Thread.Sleep(Timeout.Infinite);
                }
            },
        };
        await using var keeper = await LogKeeper.TakeTurnAsync(database, new Anchor(anchor), settings, TimeProvider.System, CancellationToken.None);

        while (keeper is { Trouble: null })
        {
            await keeper.WorkAsync(CancellationToken.None);
        }

        return 1;   // it was not killed
    }
}
