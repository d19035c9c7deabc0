using System.Security.Cryptography;
using Qingyang.Investment.Ledgers.Reading;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Ledgers;

/// <summary>What would come of a ledger (试读): the whole answer, and nothing recorded or kept.</summary>
public sealed class LedgerPreview(LedgerReading reading, LedgerDryRun dryRun, LedgerLimits limits)
{
    public const string Status = "dry-run";

    /// <summary>The answer; or, for a file that cannot be read, one sentence.</summary>
    public async Task<(LedgerAnswer? Answer, string? Unreadable)> TellAsync(string name, byte[] content, string recorder, CancellationToken cancellation)
    {
        try
        {
            using var file = LedgerFile.Open(content, name, limits);
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
            var foreseen = await ForeseeAsync(file, new LedgerOrigin(sha256, recorder), cancellation);

            return (new LedgerAnswer(Id: null, name, sha256, Status, Refusal: null, foreseen.Rows, Recorded: 0, foreseen.Verdicts.Sheets, foreseen.Verdicts.Rejections), null);
        }
        catch (LedgerUnreadableException e)
        {
            return (null, e.Message);
        }
    }

    /// <exception cref="LedgerUnreadableException">The file is damaged further down.</exception>
    public async Task<LedgerForecast> ForeseeAsync(LedgerFile file, LedgerOrigin origin, CancellationToken cancellation)
    {
        using var chinese = Say.InChinese();   // verdicts are kept, and stand in the workbook of rejected rows: they are in Chinese

        return await dryRun.RunAsync(await reading.PlanAsync(file, cancellation), origin, cancellation);
    }
}
