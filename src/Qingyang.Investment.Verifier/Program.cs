using System.Text;
using Qingyang.Investment.Verifier;

Console.OutputEncoding = Encoding.UTF8;

return Verify.Run(args);

namespace Qingyang.Investment.Verifier
{
    /// <summary><c>verify PACK [--anchor FOLDER|NOTE] [--key VKEYFILE] [--json]</c>. Exit 0: good, 1: something is wrong, 2: not a pack, or unreadable.</summary>
    public static class Verify
    {
        public static int Run(IReadOnlyList<string> arguments)
        {
            var (pack, anchor, key, json) = ((string?)null, (string?)null, (string?)null, false);

            for (var i = arguments is ["verify", ..] ? 1 : 0; i < arguments.Count; i++)
            {
                if (arguments[i] == "--json")
                {
                    json = true;
                }
                else if (arguments[i] is "--anchor" or "--key" && i + 1 < arguments.Count)
                {
                    (anchor, key) = arguments[i] == "--anchor" ? (arguments[i + 1], key) : (anchor, arguments[i + 1]);
                    i++;
                }
                else if (pack is null && !arguments[i].StartsWith('-'))
                {
                    pack = arguments[i];
                }
                else
                {
                    return Usage();
                }
            }

            return pack is null ? Usage() : Run(pack, anchor, key, json, progress: null);
        }

        public static int Run(string pack, string? anchor, string? key, bool json, Action<long, long>? progress)
        {
            var report = Verification.Of(pack, anchor, key, progress: progress);

            if (json)
            {
                using var output = Console.OpenStandardOutput();
                Telling.WriteJson(report, output);
            }
            else
            {
                Telling.Write(report, Console.Out);
            }

            return report.ExitCode;
        }

        private static int Usage()
        {
            Console.Error.WriteLine(Say.Of("usage"));

            return 2;
        }
    }
}
