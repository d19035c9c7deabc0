using System.Net;
using System.Net.Sockets;

namespace Qingyang.Investment.Web.Hosting;

/// <summary>Until people can sign in, nobody but this machine may reach the server.</summary>
public static class Loopback
{
    /// <summary>The same addresses.</summary>
    /// <exception cref="CannotRunException">One of them can be reached from elsewhere.</exception>
    public static string Only(string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var address)
                || !(address.Host == "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip))))
            {
                throw new CannotRunException($"地址 {url} 不是本机回环地址。登录功能完成之前只能监听 127.0.0.1、[::1] 或 localhost，请修改 ASPNETCORE_URLS。");
            }
        }

        return urls;
    }

    /// <summary>Looked at before anything is started, so that nothing has to be stopped again.</summary>
    /// <exception cref="CannotRunException">Somebody listens there already.</exception>
    public static void AssertFree(string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
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
}

/// <summary>Why the program cannot run, in one sentence that tells what to do.</summary>
public sealed class CannotRunException(string sentence) : Exception(sentence);
