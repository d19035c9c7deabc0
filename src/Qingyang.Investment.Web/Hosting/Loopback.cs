using System.Net;
using System.Net.Sockets;

namespace Qingyang.Investment.Web.Hosting;

/// <summary>Where the server listens.</summary>
public static class Loopback
{
    /// <summary>Whether nobody but this machine can reach it.</summary>
    public static bool IsAll(string urls) => Each(urls).All(url =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && (address.Host == "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip))));

    /// <summary>Looked at before anything is started, so that nothing has to be stopped again.</summary>
    /// <exception cref="CannotRunException">Somebody listens there already.</exception>
    public static void AssertFree(string urls)
    {
        foreach (var url in Each(urls).Where(IsAll))
        {
            var address = new Uri(url);
            using var listener = new TcpListener(IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) ? ip : IPAddress.Loopback, address.Port);

            try
            {
                listener.Start();
            }
            catch (SocketException)
            {
                throw new CannotRunException($"{url} 已被别的程序占用。请换一个端口：ASPNETCORE_URLS=http://127.0.0.1:{address.Port + 1}");
            }
        }
    }

    private static string[] Each(string urls) => urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>Why the program cannot run, in one sentence that tells what to do.</summary>
public sealed class CannotRunException(string sentence) : Exception(sentence);
