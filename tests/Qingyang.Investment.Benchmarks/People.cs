using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Qingyang.Investment.Benchmarks;

/// <summary>
/// People who ask at once over HTTP/1.1, each on a connection and a thread of their own that sends the same bytes over and over and
/// looks only for the end of the answer: the server runs on the same processors, and what a whole client takes from it is not its time.
/// </summary>
public static class People
{
    private const string Ok = "HTTP/1.1 200 ", Length = "Content-Length: ", HeadEnd = "\r\n\r\n", LastChunk = "\r\n0\r\n\r\n";

    /// <summary>How long each answer took, in milliseconds.</summary>
    public static Samples Ask(Uri server, string path, string headers, int people, int questions)
    {
        var (samples, left, faults) = (new Samples(), questions, new List<Exception>());
        var request = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {server.Authority}\r\n{headers}\r\n");
        var all = Enumerable.Range(0, people).Select(_ => new Thread(() =>
        {
            try
            {
                using var client = new TcpClient(server.Host, server.Port) { NoDelay = true };
                var (stream, buffer) = (client.GetStream(), new byte[1 << 18]);

                while (Interlocked.Decrement(ref left) >= 0)
                {
                    var started = Stopwatch.GetTimestamp();
                    stream.Write(request);
                    Read(stream, buffer, path);
                    samples.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                }
            }
            catch (Exception e) when (e is IOException or SocketException or WrongAnswerException)
            {
                lock (faults)
                {
                    faults.Add(e);
                }
            }
        })).ToList();
        all.ForEach(x => x.Start());
        all.ForEach(x => x.Join());

        return faults is [var fault, ..] ? throw new WrongAnswerException($"{path}：{fault.Message}") : samples;
    }

    private static void Read(NetworkStream stream, byte[] buffer, string path)
    {
        var (count, end) = (0, -1);

        while (end < 0 || (end == 0 ? !EndsWith(buffer, count, LastChunk) : count < end))
        {
            count += stream.Read(buffer, count, buffer.Length - count) is > 0 and var more ? more : throw new IOException("The connection was closed.");

            if (end < 0 && buffer.AsSpan(0, count).IndexOf(Encoding.ASCII.GetBytes(HeadEnd)) is >= 0 and var head)
            {
                var told = Encoding.ASCII.GetString(buffer, 0, head + HeadEnd.Length);
                end = !told.StartsWith(Ok, StringComparison.Ordinal) ? throw new WrongAnswerException($"{path} 得到 {told[..told.IndexOf('\r', StringComparison.Ordinal)]}。")
                    : told.IndexOf(Length, StringComparison.OrdinalIgnoreCase) is >= 0 and var at
                        ? told.Length + int.Parse(told.AsSpan(at + Length.Length, told.IndexOf('\r', at) - at - Length.Length), CultureInfo.InvariantCulture) : 0;
            }
        }
    }

    private static bool EndsWith(byte[] buffer, int count, string text) =>
        count >= text.Length && buffer.AsSpan(count - text.Length, text.Length).SequenceEqual(Encoding.ASCII.GetBytes(text));
}
