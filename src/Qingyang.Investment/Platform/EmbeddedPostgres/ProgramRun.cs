using System.ComponentModel;
using System.Diagnostics;

namespace Qingyang.Investment.Platform.EmbeddedPostgres;

/// <summary>What a program said and how it ended.</summary>
internal sealed record ProgramRun(int ExitCode, string Output, string Errors)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>
    /// Runs a program to its end, as the account when there is one. It gets none of our environment: PGDATA or PGOPTIONS of the
    /// user would steer PostgreSQL elsewhere, and our own settings may hold secrets.
    /// </summary>
    public static async Task<ProgramRun> Of(string program, IEnumerable<string> arguments, Account? account, CancellationToken ct)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };

        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/bin:/bin";
        start.Environment["LC_ALL"] = ServerConfiguration.Locale;

        if (account is not null)
        {
            start.UserName = account.Name;
        }

        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(ct);
            var errors = process.StandardError.ReadToEndAsync(ct);

            try
            {
                await process.WaitForExitAsync(ct);

                return new ProgramRun(process.ExitCode, await output, await errors);
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                throw;
            }
        }
        catch (Win32Exception e)
        {
            return new ProgramRun(-1, "", e.Message); // not there, not for this machine, or not for this account
        }
    }
}
